package dev.tidegate.stacks.edge;

import com.pulumi.aws.wafv2.WebAcl;
import com.pulumi.aws.wafv2.WebAclArgs;
import com.pulumi.aws.wafv2.inputs.WebAclDefaultActionAllowArgs;
import com.pulumi.aws.wafv2.inputs.WebAclDefaultActionArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleActionArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleActionBlockArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleActionBlockCustomResponseArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementRateBasedStatementArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementRateBasedStatementCustomKeyArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementRateBasedStatementCustomKeyHeaderArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementRateBasedStatementCustomKeyHeaderTextTransformationArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleVisibilityConfigArgs;
import com.pulumi.aws.wafv2.inputs.WebAclVisibilityConfigArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.site.Site;

/** Rate limits in front of everything else: by API key, and by address at ten times the rate, since keys can be invented. */
final class Firewall {
    private static final int KEYS_AN_ADDRESS = 10;
    private static final int WINDOW_SECONDS = 300;
    private static final int TOO_MANY_REQUESTS = 429;

    private final Output<String> arn;

    Firewall(Site site, ComponentResource parent) {
        int limit = site.ground().edge().perKeyInFiveMinutes();
        String name = site.names().physical("edge");
        WebAclRuleArgs perKey = rule(1, "key", keyLimit(limit));
        WebAclRuleArgs perAddress = rule(2, "address", addressLimit(limit));
        WebAcl acl =
                new WebAcl(
                        site.names().logical("edge", "firewall"),
                        WebAclArgs.builder()
                                .name(name)
                                .scope("CLOUDFRONT")
                                .description("Requests a key and an address")
                                .defaultAction(allow())
                                .rules(perKey, perAddress)
                                .visibilityConfig(metrics(name))
                                .tags(site.tags("edge", name))
                                .build(),
                        site.under(parent));
        arn = acl.arn();
    }

    Output<String> arn() {
        return arn;
    }

    private static WebAclDefaultActionArgs allow() {
        return WebAclDefaultActionArgs.builder()
                .allow(WebAclDefaultActionAllowArgs.builder().build())
                .build();
    }

    private static WebAclVisibilityConfigArgs metrics(String name) {
        return WebAclVisibilityConfigArgs.builder()
                .cloudwatchMetricsEnabled(true)
                .sampledRequestsEnabled(true)
                .metricName(name)
                .build();
    }

    private static WebAclRuleStatementRateBasedStatementArgs keyLimit(int limit) {
        return WebAclRuleStatementRateBasedStatementArgs.builder()
                .limit(limit)
                .evaluationWindowSec(WINDOW_SECONDS)
                .aggregateKeyType("CUSTOM_KEYS")
                .customKeys(
                        WebAclRuleStatementRateBasedStatementCustomKeyArgs.builder()
                                .header(authorizationHeader())
                                .build())
                .build();
    }

    private static WebAclRuleStatementRateBasedStatementCustomKeyHeaderArgs authorizationHeader() {
        var unchanged =
                WebAclRuleStatementRateBasedStatementCustomKeyHeaderTextTransformationArgs.builder()
                        .priority(0)
                        .type("NONE")
                        .build();
        return WebAclRuleStatementRateBasedStatementCustomKeyHeaderArgs.builder()
                .name("authorization")
                .textTransformations(unchanged)
                .build();
    }

    private static WebAclRuleStatementRateBasedStatementArgs addressLimit(int keyLimit) {
        return WebAclRuleStatementRateBasedStatementArgs.builder()
                .limit(Math.multiplyExact(keyLimit, KEYS_AN_ADDRESS))
                .evaluationWindowSec(WINDOW_SECONDS)
                .aggregateKeyType("IP")
                .build();
    }

    private static WebAclRuleArgs rule(
            int priority, String name, WebAclRuleStatementRateBasedStatementArgs limit) {
        return WebAclRuleArgs.builder()
                .name(name)
                .priority(priority)
                .action(WebAclRuleActionArgs.builder().block(tooManyRequests()).build())
                .statement(WebAclRuleStatementArgs.builder().rateBasedStatement(limit).build())
                .visibilityConfig(
                        WebAclRuleVisibilityConfigArgs.builder()
                                .cloudwatchMetricsEnabled(true)
                                .sampledRequestsEnabled(true)
                                .metricName(name)
                                .build())
                .build();
    }

    private static WebAclRuleActionBlockArgs tooManyRequests() {
        return WebAclRuleActionBlockArgs.builder()
                .customResponse(
                        WebAclRuleActionBlockCustomResponseArgs.builder()
                                .responseCode(TOO_MANY_REQUESTS)
                                .build())
                .build();
    }
}
