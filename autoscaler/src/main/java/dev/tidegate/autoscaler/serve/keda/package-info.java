/**
 * KEDA's external scaler: its HorizontalPodAutoscaler reads the floor of the newest plan here.
 *
 * <p>Decides how a plan appears in KEDA's protocol (gRPC service {@code externalscaler.ExternalScaler}). A plan that is unknown,
 * uninformed or stale is an error, on which KEDA holds, and never a small number. Imports {@code serve} and {@code situation}.
 * All types are thread-safe.
 */
package dev.tidegate.autoscaler.serve.keda;
