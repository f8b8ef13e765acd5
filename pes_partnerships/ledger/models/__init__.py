from .entry import LedgerAltered, LedgerEntry
from .head import LedgerHead
from .private_value import PrivateValue

__all__ = ["LedgerAltered", "LedgerEntry", "LedgerHead", "PrivateValue"]
