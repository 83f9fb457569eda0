package dev.tidegate.stacks.rules;

import dev.tidegate.stacks.resource.ResourceRegistration;
import dev.tidegate.stacks.settings.Tier;
import java.util.stream.Stream;

/** Encryption at rest and in transit. */
final class Encryption {
    private Encryption() {}

    static Stream<String> atRest(ResourceRegistration resource, Tier tier) {
        if (resource.is("LaunchTemplate")) {
            return resource.at("blockDeviceMappings")
                    .each()
                    .filter(disk -> !disk.at("ebs.encrypted").mayBeTrue())
                    .map(disk -> "set ebs.encrypted on each disk");
        }
        if (resource.is("rds", "Instance")) {
            return Rule.unless(resource.at("storageEncrypted").mayBeTrue(), "set storageEncrypted");
        }
        if (resource.is("ReplicationGroup") && tier == Tier.PROD) {
            return Rule.unless(
                    resource.at("atRestEncryptionEnabled").mayBeTrue(),
                    "set atRestEncryptionEnabled");
        }
        if (resource.is("eks", "Cluster")) {
            return Rule.unless(
                    !resource.at("encryptionConfig.provider.keyArn").isAbsent(),
                    "give its secrets a key: encryptionConfig");
        }
        if (resource.is("Topic")) {
            return Rule.unless(!resource.at("kmsMasterKeyId").isAbsent(), "give it a key");
        }
        return resource.is("kms", "Key") && resource.at("customKeyStoreId").isAbsent()
                ? Rule.unless(resource.at("enableKeyRotation").mayBeTrue(), "set enableKeyRotation")
                : Stream.empty();
    }

    static Stream<String> onTheWire(ResourceRegistration resource, Tier tier) {
        if (resource.is("ReplicationGroup") && tier == Tier.PROD) {
            return Rule.unless(
                    resource.at("transitEncryptionEnabled").mayBeTrue(),
                    "set transitEncryptionEnabled");
        }
        if (resource.is("lb", "Listener") && !resource.at("certificateArn").isAbsent()) {
            return Rule.unless(
                    resource.at("sslPolicy").texts().allMatch(policy -> policy.contains("TLS13")),
                    "choose a policy with TLS 1.3");
        }
        if (resource.is("BucketPolicy")) {
            return Rule.unless(
                    resource.at("policy")
                            .texts()
                            .allMatch(
                                    policy -> policy.contains("\"aws:SecureTransport\":\"false\"")),
                    "refuse who asks in the clear: a Deny where aws:SecureTransport is false");
        }
        if (resource.is("Distribution")) {
            return Stream.concat(
                    Rule.unless(
                            resource.at("defaultCacheBehavior.viewerProtocolPolicy")
                                    .mayBe("https-only"),
                            "set viewerProtocolPolicy to https-only"),
                    resource.at("origins")
                            .each()
                            .filter(origin -> !origin.at("customOriginConfig").isAbsent())
                            .filter(
                                    origin ->
                                            !origin.at("customOriginConfig.originProtocolPolicy")
                                                    .mayBe("https-only"))
                            .map(origin -> "ask origins over TLS only"));
        }
        return Stream.empty();
    }
}
