package dev.tidegate.stacks.control;

import com.pulumi.aws.autoscaling.Group;
import com.pulumi.aws.autoscaling.GroupArgs;
import com.pulumi.aws.autoscaling.inputs.GroupLaunchTemplateArgs;
import com.pulumi.aws.autoscaling.inputs.GroupTagArgs;
import com.pulumi.aws.ec2.LaunchTemplate;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.documents.Documents;
import dev.tidegate.stacks.identity.InstanceRole;
import dev.tidegate.stacks.machine.Machine;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.render.Template;
import dev.tidegate.stacks.site.Site;
import java.util.Map;

/** Two instances: either can do the work, and the lease decides which does. */
final class Daemons {
    private static final int INSTANCES = 2;

    Daemons(
            Site site,
            ComponentResource parent,
            Network network,
            Documents documents,
            SecurityGroup wall,
            InstanceRole role,
            Database database) {
        String name = site.names().physical("control");
        Output<String> start =
                Output.tuple(documents.bucket(), database.secretArn())
                        .applyValue(
                                both ->
                                        Template.named("control-node.sh.mustache")
                                                .fill(
                                                        Map.of(
                                                                "bucket", both.t1,
                                                                "secret", both.t2,
                                                                "region", site.names().region(),
                                                                "metrics",
                                                                        site.names()
                                                                                .physical(
                                                                                        "metrics"),
                                                                "act",
                                                                        site.names()
                                                                                .physical("act"))));
        LaunchTemplate template =
                new LaunchTemplate(
                        site.names().logical("control", "template"),
                        Machine.template(site, "control", name, Machine.LINUX, 20, role, wall)
                                .instanceType(site.ground().control().instanceType())
                                .userData(Machine.encoded(start))
                                .build(),
                        site.under(parent));
        new Group(
                site.names().logical("control", "group"),
                GroupArgs.builder()
                        .name(name)
                        .minSize(INSTANCES)
                        .maxSize(INSTANCES + 1)
                        .vpcZoneIdentifiers(network.privateSubnets())
                        .healthCheckType("EC2")
                        .healthCheckGracePeriod(120)
                        .launchTemplate(
                                GroupLaunchTemplateArgs.builder()
                                        .id(template.id())
                                        .version(
                                                template.latestVersion()
                                                        .applyValue(String::valueOf))
                                        .build())
                        .waitForCapacityTimeout("0")
                        .tags(
                                site.tags("control", name).entrySet().stream()
                                        .map(
                                                tag ->
                                                        GroupTagArgs.builder()
                                                                .key(tag.getKey())
                                                                .value(tag.getValue())
                                                                .propagateAtLaunch(true)
                                                                .build())
                                        .toList())
                        .build(),
                site.keep(parent));
    }
}
