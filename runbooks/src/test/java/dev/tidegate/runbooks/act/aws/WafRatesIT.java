package dev.tidegate.runbooks.act.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.ActuatorContract;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.wafv2.Wafv2Client;
import software.amazon.awssdk.services.wafv2.model.RateBasedStatementAggregateKeyType;
import software.amazon.awssdk.services.wafv2.model.Rule;
import software.amazon.awssdk.services.wafv2.model.VisibilityConfig;

@Needs(Component.MOTO)
final class WafRatesIT extends ActuatorContract {
    private static final VisibilityConfig METRICS =
            VisibilityConfig.builder()
                    .cloudWatchMetricsEnabled(true)
                    .sampledRequestsEnabled(false)
                    .metricName("edge")
                    .build();

    private WafRates rates;
    private String id;

    @BeforeEach
    void createAcl() {
        AwsAccess access = Moto.empty();
        rates = new WafRates(access, Moto.CLOCK);
        try (Wafv2Client client = access.client(Wafv2Client.builder(), Moto.REGION)) {
            List<Rule> rules =
                    List.of(rate("per-client", 0, 2_000), rate("per-client-login", 1, 100));
            id =
                    client.createWebACL(
                                    r ->
                                            r.name("edge")
                                                    .scope("REGIONAL")
                                                    .defaultAction(d -> d.allow(a -> {}))
                                                    .rules(rules)
                                                    .visibilityConfig(METRICS))
                            .summary()
                            .id();
        }
    }

    private static Rule rate(String name, int priority, long limit) {
        return Rule.builder()
                .name(name)
                .priority(priority)
                .action(a -> a.count(c -> {}))
                .visibilityConfig(METRICS)
                .statement(
                        s ->
                                s.rateBasedStatement(
                                        b ->
                                                b.limit(limit)
                                                        .aggregateKeyType(
                                                                RateBasedStatementAggregateKeyType
                                                                        .IP)))
                .build();
    }

    private Target rule(String name) {
        return WafRates.target(Moto.REGION, "REGIONAL", "edge", id, name);
    }

    @Override
    protected Actuator actuator() {
        return rates;
    }

    @Override
    protected Target target() {
        return rule("per-client");
    }

    @Override
    protected SortedMap<String, JsonNode> desired() {
        return new TreeMap<>(
                Map.of("limit", IntNode.valueOf(500), "action", TextNode.valueOf("block")));
    }

    @Override
    protected Target absentTarget() {
        return rule("no-such-rule");
    }

    @Test
    void otherRulesOfTheListStay() {
        rates.apply(rates.plan(observed(rates.read(target())), desired()), held(1));

        assertThat(observed(rates.read(rule("per-client-login"))).count("limit")).isEqualTo(100);
        assertThat(observed(rates.read(rule("per-client-login"))).field("action").asText())
                .isEqualTo("count");
    }
}
