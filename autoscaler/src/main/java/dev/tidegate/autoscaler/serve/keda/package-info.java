/**
 * KEDA's external scaler: its HorizontalPodAutoscaler asks here for the replicas that the newest plan names.
 *
 * <p>Decides how a plan is told in KEDA's words (gRPC service {@code externalscaler.ExternalScaler}); a plan that is unknown, uninformed or
 * too old is an error there, on which KEDA holds, and never a small number. Imports {@code serve} and {@code situation}. All
 * types are thread-safe.
 */
@NullMarked
package dev.tidegate.autoscaler.serve.keda;

import org.jspecify.annotations.NullMarked;
