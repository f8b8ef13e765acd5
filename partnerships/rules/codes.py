"""Codes that the registry takes: European countries (ISO 3166), languages of names (ISO 639)."""

EUROPEAN_COUNTRIES = (
    "AL", "AT", "BA", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU",
    "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MD", "ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI",
    "SK", "TR", "UA",
)  # fmt: skip
LANGUAGES_OF_NAMES = (
    "bg", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu", "fi", "fr", "ga", "gl", "hr", "hu",
    "is", "it", "lb", "lt", "lv", "mk", "mt", "nb", "nl", "pl", "pt", "rm", "ro", "ru", "sk", "sl", "sq", "sr",
    "sv", "tr", "uk",
)  # fmt: skip
# the Commission's own codes, which offices write as often
COUNTRY_ALIASES = {"EL": "GR", "UK": "GB"}
