package dev.tidegate.stacks.wire;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.Map;

/**
 * What a provider adds to a resource's inputs when it has made it: made-up but well-formed values for the properties the program
 * reads. In a preview it adds none, and the engine tells the program that they are unknown.
 */
final class Computed {
    private static final Map<String, Map<String, String>> BY_TYPE =
            Map.ofEntries(
                    Map.entry(
                            "aws:lb/loadBalancer:LoadBalancer",
                            Map.of(
                                    "dnsName",
                                    "$.elb.test.example",
                                    "arnSuffix",
                                    "net/$/0123456789abcdef",
                                    "zoneId",
                                    "Z0000000LB")),
                    Map.entry(
                            "aws:lb/targetGroup:TargetGroup",
                            Map.of("arnSuffix", "targetgroup/$/0123456789abcdef")),
                    Map.entry("aws:ec2/eip:Eip", Map.of("allocationId", "eipalloc-$")),
                    Map.entry(
                            "aws:elasticache/replicationGroup:ReplicationGroup",
                            Map.of(
                                    "primaryEndpointAddress",
                                    "$.cache.test.example",
                                    "readerEndpointAddress",
                                    "$-ro.cache.test.example")),
                    Map.entry(
                            "aws:rds/instance:Instance",
                            Map.of(
                                    "address",
                                    "$.rds.test.example",
                                    "endpoint",
                                    "$.rds.test.example:5432")),
                    Map.entry(
                            "aws:amp/workspace:Workspace",
                            Map.of("prometheusEndpoint", "https://aps.test.example/workspaces/$/")),
                    Map.entry(
                            "aws:cloudfront/distribution:Distribution",
                            Map.of(
                                    "domainName",
                                    "$.cloudfront.test.example",
                                    "hostedZoneId",
                                    "Z2FDTNDATAQYW2")),
                    Map.entry("aws:route53/zone:Zone", Map.of("zoneId", "Z0000000DNS")),
                    Map.entry(
                            "aws:s3/bucketV2:BucketV2",
                            Map.of("bucketRegionalDomainName", "$.s3.test.example")));

    private Computed() {}

    static Struct of(String type, String name, Struct inputs, boolean preview) {
        Struct.Builder state = inputs.toBuilder();
        if (!preview) {
            add(state, "arn", "arn:aws:" + service(type) + ":xx-test-1:123456789012:" + name);
            add(state, "name", name);
            state.putFields("latestVersion", Value.newBuilder().setNumberValue(1).build());
            BY_TYPE.getOrDefault(type, Map.of())
                    .forEach((key, form) -> add(state, key, form.replace("$", name)));
        }
        return state.build();
    }

    private static void add(Struct.Builder state, String key, String value) {
        if (!state.containsFields(key)) {
            state.putFields(key, Value.newBuilder().setStringValue(value).build());
        }
    }

    private static String service(String type) {
        return type.contains("/")
                ? type.substring(type.indexOf(':') + 1, type.indexOf('/'))
                : "pulumi";
    }
}
