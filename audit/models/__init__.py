"""Machine translation models as second opinions: one file for each backend, all behind `Translator`.

The only place of the product that imports torch, transformers, CTranslate2 or fxtranslate, each when it is asked for.
"""
