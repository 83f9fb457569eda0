package dev.tidegate.runbooks.act.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.FieldShape;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.wafv2.Wafv2Client;
import software.amazon.awssdk.services.wafv2.model.GetWebAclResponse;
import software.amazon.awssdk.services.wafv2.model.Rule;
import software.amazon.awssdk.services.wafv2.model.RuleAction;
import software.amazon.awssdk.services.wafv2.model.WebACL;

/**
 * Rate-based rules of a web ACL: {@code limit} (requests of one client in the rule's window) and
 * {@code action} (block or count).
 *
 * <p>The API replaces a whole ACL, so it is read, one rule changed, and everything written back
 * with the lock token of that read: the other rules stay, and a concurrent change by somebody else
 * is not lost.
 */
final class WafRates extends AwsActuator<Wafv2Client> {
    static final String KIND = "aws-waf-rate";
    private static final List<String> ACTIONS = List.of("block", "count");
    private static final TargetShape SHAPE =
            TargetShape.of(
                    Set.of("region", "scope", "acl", "id", "rule"),
                    List.of(
                            FieldShape.settable("limit", FieldShape.Type.COUNT),
                            FieldShape.settable("action", FieldShape.Type.TEXT)));

    WafRates(AwsAccess access, InstantSource clock) {
        super(KIND, SHAPE, region -> access.client(Wafv2Client.builder(), region), clock);
    }

    /**
     * @param scope REGIONAL, or CLOUDFRONT with region us-east-1
     */
    static Target target(String region, String scope, String acl, String id, String rule) {
        return Target.of(
                KIND, Map.of("region", region, "scope", scope, "acl", acl, "id", id, "rule", rule));
    }

    @Override
    Optional<SortedMap<String, JsonNode>> readFields(Target target, Wafv2Client client) {
        return acl(get(target, client)).rules().stream()
                .filter(rule -> matches(rule, target))
                .map(WafRates::fields)
                .findFirst();
    }

    private static WebACL acl(GetWebAclResponse answer) {
        return AwsErrors.require(answer.webACL(), "WebACL");
    }

    private static SortedMap<String, JsonNode> fields(Rule rule) {
        var fields = new TreeMap<String, JsonNode>();
        fields.put(
                "limit",
                LongNode.valueOf(
                        AwsErrors.require(rule.statement().rateBasedStatement().limit(), "Limit")));
        if (rule.action() != null
                && (rule.action().block() != null || rule.action().count() != null)) {
            fields.put(
                    "action", TextNode.valueOf(rule.action().block() != null ? "block" : "count"));
        }
        return fields;
    }

    private static boolean matches(Rule rule, Target target) {
        return target.coordinate("rule").equals(rule.name())
                && rule.statement() != null
                && rule.statement().rateBasedStatement() != null;
    }

    private static GetWebAclResponse get(Target target, Wafv2Client client) {
        return client.getWebACL(
                r ->
                        r.name(target.coordinate("acl"))
                                .id(target.coordinate("id"))
                                .scope(target.coordinate("scope")));
    }

    @Override
    Optional<Outcome> write(Change change, Observed now, Wafv2Client client, Fence fence) {
        JsonNode action = change.after("action");
        if (!action.isNull() && !ACTIONS.contains(action.asText())) {
            return invalid("action must be one of " + ACTIONS + ", was " + action);
        }
        GetWebAclResponse read = get(change.target(), client);
        WebACL acl = acl(read);
        List<Rule> rules =
                acl.rules().stream()
                        .map(rule -> matches(rule, change.target()) ? changed(rule, change) : rule)
                        .toList();
        if (!fence.stillHeld()) {
            return Optional.of(fence.lost());
        }
        client.updateWebACL(
                r ->
                        r.name(acl.name())
                                .id(acl.id())
                                .scope(change.target().coordinate("scope"))
                                .lockToken(read.lockToken())
                                .rules(rules)
                                .description(acl.description())
                                .defaultAction(acl.defaultAction())
                                .visibilityConfig(acl.visibilityConfig())
                                .customResponseBodies(
                                        acl.hasCustomResponseBodies()
                                                ? acl.customResponseBodies()
                                                : null)
                                .captchaConfig(acl.captchaConfig())
                                .challengeConfig(acl.challengeConfig())
                                .tokenDomains(acl.hasTokenDomains() ? acl.tokenDomains() : null)
                                .associationConfig(acl.associationConfig())
                                .dataProtectionConfig(acl.dataProtectionConfig())
                                .onSourceDDoSProtectionConfig(acl.onSourceDDoSProtectionConfig())
                                .applicationConfig(acl.applicationConfig()));
        return Optional.empty();
    }

    private static Rule changed(Rule rule, Change change) {
        Rule.Builder next = rule.toBuilder();
        JsonNode limit = change.after("limit");
        if (!limit.isNull()) {
            next.statement(
                    rule.statement().toBuilder()
                            .rateBasedStatement(
                                    rule.statement().rateBasedStatement().toBuilder()
                                            .limit(limit.asLong())
                                            .build())
                            .build());
        }
        JsonNode action = change.after("action");
        if (!action.isNull()) {
            RuleAction.Builder builder = RuleAction.builder();
            next.action(
                    action.asText().equals("block")
                            ? builder.block(b -> {}).build()
                            : builder.count(c -> {}).build());
        }
        return next.build();
    }
}
