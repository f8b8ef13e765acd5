"""How far counting goes: what a whole number of the database holds."""

LARGEST_COUNT = 2_147_483_647
