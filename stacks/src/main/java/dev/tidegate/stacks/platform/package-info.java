/**
 * A region's Kubernetes cluster (EKS), and fleets whose replicas are pods on it: who gets into it, what its nodes and pods may do at AWS, and
 * where its pods are asked.
 *
 * <p>What stands within the cluster is a document ({@code render}) that one of its admins applies. Imports {@code settings}, {@code site},
 * {@code network}, {@code identity}, {@code fleet}, {@code render} and the Pulumi SDK. Components live on the deployment's own thread.
 */
@NullMarked
package dev.tidegate.stacks.platform;

import org.jspecify.annotations.NullMarked;
