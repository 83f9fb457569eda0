/**
 * A region's Kubernetes cluster (EKS) and the fleets whose replicas are pods on it: access, IAM roles of nodes and pods, load balancers.
 *
 * <p>Objects inside the cluster are a manifest ({@code render}) that an administrator applies. Imports {@code settings}, {@code site},
 * {@code network}, {@code identity}, {@code fleet}, {@code render} and the Pulumi SDK. Components live on the deployment's own thread.
 */
package dev.tidegate.stacks.platform;
