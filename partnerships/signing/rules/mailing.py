"""The mails to who signs for a party: what became of each belongs to the evidence (S3)."""

TO_SIGNERS = frozenset(
    {
        "agreement_signed",
        "copy_received",
        "decline_received",
        "link_ended",
        "paper_received",
        "party_declined",
        "signature_accepted",
        "signature_received",
        "signature_requested",
        "signature_set_aside",
        "text_recalled",
        "time_extended",
    }
)
