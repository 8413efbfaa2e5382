"""The look of 百工: base pages, components, behaviour, and the gallery that shows them all."""
