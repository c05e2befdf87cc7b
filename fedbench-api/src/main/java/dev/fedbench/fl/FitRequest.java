package dev.fedbench.fl;

/**
 * What a client is asked to train.
 *
 * @param round the round, or the client's own pass in an asynchronous run, from 1
 * @param modelVersion the version of the model
 * @param model the model to start from, shared: read only; train a {@link Tensors#copy}. {@link
 *     Tensors#EMPTY} if no client named an initial model: then the first update decides the layout,
 *     and the model starts at zero
 */
public record FitRequest(int round, long modelVersion, Tensors model) {}
