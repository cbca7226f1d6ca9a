"""The history of the county's schema (Alembic)."""
