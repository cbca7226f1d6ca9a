"""The rules of the counter: frozen values and pure functions, no Qt, SQL, HTTP, clock or files."""
