// Writing: what is typed is saved and checked after a moment; the plain button does the same without scripts.
