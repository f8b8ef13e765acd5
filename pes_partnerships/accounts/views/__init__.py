from .account import account, choose_language, choose_membership
from .unsaved import keep_unsaved, settle_unsaved

__all__ = ["account", "choose_language", "choose_membership", "keep_unsaved", "settle_unsaved"]
