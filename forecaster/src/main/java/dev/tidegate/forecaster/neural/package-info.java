/**
 * A recurrent network as one more expert: trained with PyTorch where its native library is present, evaluated in plain
 * Java everywhere. Training is a blocking call of seconds, for a background thread; a trained network is immutable, and
 * forecasting runs no native code. May import {@code model}, {@code series} and DJL.
 */
package dev.tidegate.forecaster.neural;
