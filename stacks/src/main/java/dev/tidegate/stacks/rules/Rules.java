package dev.tidegate.stacks.rules;

import dev.tidegate.stacks.resource.ResourceRegistration;
import dev.tidegate.stacks.settings.Tier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All rules by name. */
public final class Rules {
    /** The rule that is lifted for an environment that is about to be destroyed. */
    static final String KEPT = "kept-in-production";

    private static final Map<String, Rule> ALL = all();

    private Rules() {}

    public static Set<String> names() {
        return ALL.keySet();
    }

    /** Violations of a single resource. */
    public static List<Violation> check(ResourceRegistration resource, Tier tier) {
        String what = resource.type() + " " + resource.name();
        List<Violation> violations = new ArrayList<>();
        ALL.forEach(
                (name, rule) ->
                        rule.remedies(resource, tier)
                                .map(remedy -> new Violation(name, what, remedy))
                                .forEach(violations::add));
        return violations;
    }

    /** Violations of a stack's resources, each by itself and together. */
    public static List<Violation> check(List<ResourceRegistration> resources, Tier tier) {
        List<Violation> violations = new ArrayList<>();
        resources.forEach(resource -> violations.addAll(check(resource, tier)));
        violations.addAll(CrossResourceRules.check(resources));
        return violations;
    }

    private static Map<String, Rule> all() {
        Map<String, Rule> rules = new LinkedHashMap<>();
        rules.put("no-open-ingress", NetworkReach::noOpenIngress);
        rules.put("named-peers", NetworkReach::namedPeers);
        rules.put("no-public-address", NetworkReach::noPublicAddress);
        rules.put("no-nameless-cache", NetworkReach::noNamelessCache);
        rules.put("closed-cluster", Clusters::closed);
        rules.put("metadata-v2", Instances::metadataVersionTwo);
        rules.put("tags-reach-instances", Instances::tagsReachInstances);
        rules.put("no-secret-in-user-data", Secrets::none);
        rules.put("encrypted", Encryption::atRest);
        rules.put("tls", Encryption::onTheWire);
        rules.put("tagged", Tagging::tagged);
        rules.put("exact-permissions", Permissions::exact);
        rules.put(KEPT, DeletionProtection::keptInProduction);
        rules.put("bounded-group", GroupRules::bounded);
        rules.put("elb-health", GroupRules::healthOfBalancer);
        rules.put("warm-pool", GroupRules::warmPool);
        rules.put("hooks", GroupRules::hooks);
        rules.put("types-enough", GroupRules::typesEnough);
        rules.put("post-safe-failover", EdgeRules::postSafeFailover);
        rules.put("answers-not-cached", EdgeRules::answersNotCached);
        rules.put("edge-in-us-east-1", EdgeRules::certificateAtHome);
        return rules;
    }
}
