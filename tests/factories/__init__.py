"""Rows made as the product makes them: plain functions over the services, in the row's scope."""

from .agreements import ready_agreement, send_out, sent_agreement, sign_all, signed_agreement, text_of
from .forming import make_contact, make_organisation, make_participation, make_partnership

__all__ = [
    "make_contact",
    "make_organisation",
    "make_participation",
    "make_partnership",
    "ready_agreement",
    "send_out",
    "sent_agreement",
    "sign_all",
    "signed_agreement",
    "text_of",
]
