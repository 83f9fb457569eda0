package dev.tidegate.stacks.rules;

import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.resource.ResourceRegistration;
import dev.tidegate.stacks.settings.Tier;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Production's resources that hold state are protected from deletion, in Pulumi and in AWS. */
final class DeletionProtection {
    private static final Set<String> KEPT =
            Set.of(
                    "aws:autoscaling/group:Group",
                    "aws:cloudfront/distribution:Distribution",
                    "aws:ec2/vpc:Vpc",
                    "aws:eks/cluster:Cluster",
                    "aws:elasticache/replicationGroup:ReplicationGroup",
                    "aws:kms/key:Key",
                    "aws:lb/loadBalancer:LoadBalancer",
                    "aws:rds/instance:Instance",
                    "aws:s3/bucketV2:BucketV2",
                    "aws:amp/workspace:Workspace");

    private static final Map<String, String> AT_AWS =
            Map.of(
                    "aws:lb/loadBalancer:LoadBalancer", "enableDeletionProtection",
                    "aws:rds/instance:Instance", "deletionProtection");

    private DeletionProtection() {}

    static Stream<String> keptInProduction(ResourceRegistration resource, Tier tier) {
        if (tier != Tier.PROD || isInternalBalancer(resource)) {
            return Stream.empty();
        }
        String property = AT_AWS.get(resource.type());
        return Stream.concat(
                Rule.unless(
                        !KEPT.contains(resource.type()) || resource.isProtected(), "protect it"),
                Rule.unless(
                        property == null || resource.at(property).mayBeTrue(), "set " + property));
    }

    /** Internal load balancers hold no state, have no public address, and are replaced when a zone is left. */
    private static boolean isInternalBalancer(ResourceRegistration resource) {
        return resource.is("LoadBalancer")
                && resource.at("internal") instanceof Property.Flag internal
                && internal.value();
    }
}
