package dev.tidegate.stacks.network;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.ec2.FlowLog;
import com.pulumi.aws.ec2.FlowLogArgs;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.identity.Statement;
import dev.tidegate.stacks.site.Site;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** VPC flow logs, kept for as long as the settings say. */
final class FlowLogs {
    /** The retention periods in days that CloudWatch Logs accepts. */
    private static final List<Integer> RETENTIONS =
            List.of(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365);

    private final Site site;
    private final ComponentResource parent;
    private final String name;

    FlowLogs(Site site, ComponentResource parent, Vpc vpc) {
        this.site = site;
        this.parent = parent;
        name = site.names().physical("flows");
        LogGroup logs = logGroup();
        Role writer = writer();
        allowWrite(writer, logs);
        new FlowLog(
                site.names().logical("flows"),
                FlowLogArgs.builder()
                        .vpcId(vpc.id())
                        .trafficType("ALL")
                        .logDestinationType("cloud-watch-logs")
                        .logDestination(logs.arn())
                        .iamRoleArn(writer.arn())
                        .tags(site.tags("network", name))
                        .build(),
                site.under(parent));
    }

    private LogGroup logGroup() {
        return new LogGroup(
                site.names().logical("flows", "logs"),
                LogGroupArgs.builder()
                        .name(name)
                        .retentionInDays(retentionDays(site.ground().network().flowLogs()))
                        .tags(site.tags("network", name))
                        .build(),
                site.keep(parent));
    }

    /** The shortest accepted period that is no shorter than asked. */
    static int retentionDays(Duration asked) {
        return RETENTIONS.stream()
                .filter(days -> Duration.ofDays(days).compareTo(asked) >= 0)
                .findFirst()
                .orElseThrow();
    }

    private Role writer() {
        return new Role(
                site.names().logical("flows", "role"),
                RoleArgs.builder()
                        .name(name)
                        .assumeRolePolicy(site.account(parent).applyValue(FlowLogs::trust))
                        .tags(site.tags("network", name))
                        .build(),
                site.under(parent));
    }

    /** Trusts the flow log service on behalf of this account only (confused deputy). */
    private static String trust(String account) {
        return Statement.trust(
                "Service",
                "vpc-flow-logs.amazonaws.com",
                "sts:AssumeRole",
                Map.of("StringEquals", Map.of("aws:SourceAccount", account)));
    }

    private void allowWrite(Role writer, LogGroup logs) {
        new RolePolicy(
                site.names().logical("flows", "policy"),
                RolePolicyArgs.builder()
                        .name(name)
                        .role(writer.name())
                        .policy(logs.arn().applyValue(FlowLogs::writePolicy))
                        .build(),
                site.under(parent));
    }

    private static String writePolicy(String logGroup) {
        List<String> write =
                List.of("logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents");
        List<String> streams = List.of(logGroup, logGroup + ":log-stream:*");
        return Statement.document(List.of(Statement.allow("WriteFlows", write, streams)));
    }
}
