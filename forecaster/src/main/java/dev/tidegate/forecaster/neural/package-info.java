/**
 * A recurrent network as one more expert: trained with PyTorch where its native library is there, spoken for in
 * plain Java everywhere. Training is a plain call of seconds, for a thread in the background; a trained network is
 * immutable, and no native code runs when it forecasts. May import {@code model}, {@code series} and DJL.
 */
package dev.tidegate.forecaster.neural;
