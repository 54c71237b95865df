"""Runtimes of the trained weights: tokenising, windows, the shared encoder, decoding. The only home of ONNX."""
