/**
 * A region's network: subnets in each zone, NAT gateways, VPC endpoints, security groups and flow logs.
 *
 * <p>Nothing in here opens a port to the internet. Imports {@code settings}, {@code site}, {@code identity} and the Pulumi SDK. Components
 * live on the deployment's own thread.
 */
package dev.tidegate.stacks.network;
