package dev.tidegate.stacks.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import dev.tidegate.stacks.settings.GpuFamily;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What a provider adds to a resource's inputs when it has made it: made-up but well-formed values for the properties the program
 * reads. In a preview it adds none, and the program learns that they are unknown.
 */
public final class Computed {
    private static final Map<String, String> BY_TYPE =
            Map.ofEntries(
                    Map.entry(
                            "aws:acm/certificate:Certificate",
                            "{'domainValidationOptions': [{'domainName': '$.example',"
                                    + " 'resourceRecordName': '_0$.example', 'resourceRecordType':"
                                    + " 'CNAME', 'resourceRecordValue': '_1$.acm.example'}]}"),
                    Map.entry(
                            "aws:amp/workspace:Workspace",
                            "{'prometheusEndpoint': 'https://aps.test.example/workspaces/$/'}"),
                    Map.entry(
                            "aws:cloudfront/distribution:Distribution",
                            "{'domainName': '$.cloudfront.test.example', 'hostedZoneId':"
                                    + " 'Z2FDTNDATAQYW2'}"),
                    Map.entry("aws:ec2/eip:Eip", "{'allocationId': 'eipalloc-$'}"),
                    Map.entry("aws:ec2/launchTemplate:LaunchTemplate", "{'latestVersion': 1}"),
                    Map.entry("aws:ec2/vpcEndpoint:VpcEndpoint", "{'prefixListId': 'pl-$'}"),
                    Map.entry("aws:ec2/vpc:Vpc", "{'ipv6CidrBlock': '2600:1f18:abcd:1200::/56'}"),
                    Map.entry(
                            "aws:eks/cluster:Cluster",
                            "{'endpoint': 'https://$.eks.test.example', 'certificateAuthority': {'data':"
                                    + " 'dGVzdA=='}, 'vpcConfig': {'subnetIds': [], 'clusterSecurityGroupId': 'sg-$'}}"),
                    Map.entry(
                            "aws:elasticache/replicationGroup:ReplicationGroup",
                            "{'primaryEndpointAddress': '$.cache.test.example'}"),
                    Map.entry(
                            "aws:lb/loadBalancer:LoadBalancer",
                            "{'dnsName': '$.elb.test.example', 'arnSuffix':"
                                    + " 'net/$/0123456789abcdef', 'zoneId': 'Z0000000LB'}"),
                    Map.entry(
                            "aws:lb/targetGroup:TargetGroup",
                            "{'arnSuffix': 'targetgroup/$/0123456789abcdef'}"),
                    Map.entry(
                            "aws:rds/instance:Instance",
                            "{'address': '$.rds.test.example', 'masterUserSecrets': [{'secretArn':"
                                    + " 'arn:aws:secretsmanager:xx-test-1:123456789012:secret:$'}]}"),
                    Map.entry("aws:route53/record:Record", "{'fqdn': '$.example'}"),
                    Map.entry(
                            "aws:s3/bucketV2:BucketV2",
                            "{'bucket': '$', 'bucketRegionalDomainName': '$.s3.test.example'}"));

    /** A region offers most types, and seldom all of them: this one no p4de. */
    private static final String OFFERED =
            Arrays.stream(GpuFamily.values())
                    .flatMap(family -> family.gpusByType().keySet().stream())
                    .filter(type -> !type.startsWith("p4de."))
                    .map(type -> "'" + type + "'")
                    .collect(Collectors.joining(", ", "{'id': '$', 'instanceTypes': [", "]}"));

    private static final Map<String, String> LOOKED_UP =
            Map.of(
                    "aws:index/getCallerIdentity:getCallerIdentity",
                            "{'id': '123456789012', 'accountId': '123456789012', 'arn': '$', 'userId': '$'}",
                    "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider",
                            "{'id': '$', 'arn': 'arn:aws:iam::123456789012:oidc-provider/found'}",
                    "aws:secretsmanager/getRandomPassword:getRandomPassword",
                            "{'id': '$', 'randomPassword': 'drawnByTheSecretsStore'}",
                    "aws:secretsmanager/getSecret:getSecret",
                            "{'id': '$', 'arn': 'arn:aws:secretsmanager:us-east-1:123456789012:secret:llm/keys-AbCdEf'}",
                    "aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings", OFFERED,
                    "aws:ec2/getManagedPrefixList:getManagedPrefixList", "{'id': 'pl-$'}",
                    "aws:route53/getZone:getZone",
                            "{'id': 'Z0000000DNS', 'zoneId': 'Z0000000DNS'}");

    private Computed() {}

    static Struct of(String type, String name, Struct inputs, boolean preview) {
        return preview ? inputs : complete(type, name, inputs);
    }

    /** Inputs and all that the provider adds. */
    public static Struct complete(String type, String name, Struct inputs) {
        String arn = "arn:aws:" + type.split("[:/]", -1)[1] + ":xx-test-1:123456789012:" + name;
        Struct.Builder state = Struct.newBuilder();
        merge(state, "{'arn': '" + arn + "', 'name': '" + name + "'}");
        merge(state, BY_TYPE.getOrDefault(type, "{}").replace("$", name));
        if (type.equals("aws:s3/bucketObjectv2:BucketObjectv2")) {
            merge(state, "{'versionId': 'version-" + digest(inputs, "content") + "'}");
        }
        return over(state.build(), inputs);
    }

    /** What was asked for over what was made, also where both have fields of one thing. */
    private static Struct over(Struct made, Struct asked) {
        Struct.Builder all = made.toBuilder();
        asked.getFieldsMap()
                .forEach(
                        (key, value) -> {
                            Value below = made.getFieldsOrDefault(key, value);
                            boolean both = below.hasStructValue() && value.hasStructValue();
                            all.putFields(
                                    key,
                                    both
                                            ? Value.newBuilder()
                                                    .setStructValue(
                                                            over(
                                                                    below.getStructValue(),
                                                                    value.getStructValue()))
                                                    .build()
                                            : value);
                        });
        return all.build();
    }

    /** A bucket that keeps versions gives another one for other content, and only then is it asked again. */
    private static String digest(Struct inputs, String key) {
        return Integer.toHexString(
                inputs.getFieldsOrDefault(key, Value.getDefaultInstance())
                        .getStringValue()
                        .hashCode());
    }

    /** The answer to a look-up, or nothing if the program is not known to make it. */
    private static Optional<Struct> lookedUp(String token, String name) {
        return Optional.ofNullable(LOOKED_UP.get(token))
                .map(
                        json -> {
                            Struct.Builder answer = Struct.newBuilder();
                            merge(answer, json.replace("$", Integer.toHexString(name.hashCode())));
                            return answer.build();
                        });
    }

    /** Answers a look-up over the wire. */
    public static void lookUp(
            String token, Struct args, StreamObserver<?> to, Consumer<Struct> found) {
        lookedUp(
                        token,
                        args.getFieldsOrDefault("name", Value.getDefaultInstance())
                                .getStringValue())
                .ifPresentOrElse(
                        found,
                        () ->
                                to.onError(
                                        Status.UNIMPLEMENTED
                                                .withDescription(
                                                        "nobody expected to be asked for " + token)
                                                .asRuntimeException()));
    }

    /** The same in the forms of the SDK's own test doubles. */
    public static Map<String, Object> complete(
            String type, String name, Map<String, Object> inputs) {
        Map<String, Object> state = Values.map(complete(type, name, Struct.getDefaultInstance()));
        return over(state, inputs);
    }

    private static Map<String, Object> over(Map<?, ?> made, Map<?, ?> asked) {
        Map<String, Object> all = new HashMap<>();
        made.forEach((key, value) -> all.put(String.valueOf(key), value));
        asked.forEach(
                (key, value) ->
                        all.merge(
                                String.valueOf(key),
                                value,
                                (below, above) ->
                                        below instanceof Map<?, ?> one
                                                        && above instanceof Map<?, ?> other
                                                ? over(one, other)
                                                : above));
        return all;
    }

    public static Map<String, Object> answer(String token, String name) {
        return Values.map(
                lookedUp(token, name)
                        .orElseThrow(
                                () ->
                                        new AssertionError(
                                                "nobody expected to be asked for " + token)));
    }

    private static void merge(Struct.Builder into, String json) {
        try {
            JsonFormat.parser().merge(json.replace('\'', '"'), into);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
