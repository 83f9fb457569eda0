/**
 * IAM: one role a component with exact actions on exact resources, KMS keys, passwords, and access for the delivery pipeline.
 *
 * <p>Imports {@code settings}, {@code site} and the Pulumi SDK. Policies are plain documents; components live on the deployment's
 * own thread.
 */
package dev.tidegate.stacks.identity;
