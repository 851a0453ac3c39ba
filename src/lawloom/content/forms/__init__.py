"""Forms: what each file may hold, key by key, as pydantic models; the only room that imports pydantic."""
