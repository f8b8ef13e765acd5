from .account import account, choose_language, choose_membership

__all__ = ["account", "choose_language", "choose_membership"]
