package dev.fedbench.core.learning;

/**
 * Where a fully connected layer lies in a network's flat array of parameters.
 *
 * @param inputs values it takes
 * @param outputs values it gives
 * @param weights where its weights start: [outputs, inputs], row-major
 * @param bias where its biases start: [outputs]
 */
record Layer(int inputs, int outputs, int weights, int bias) {}
