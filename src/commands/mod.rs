//! The verbs of the program. Each parses nothing and prints through one place; the library's stages do the work.
