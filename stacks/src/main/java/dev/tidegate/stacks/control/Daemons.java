package dev.tidegate.stacks.control;

import com.pulumi.aws.autoscaling.Group;
import com.pulumi.aws.ec2.LaunchTemplate;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.documents.Documents;
import dev.tidegate.stacks.identity.InstanceRole;
import dev.tidegate.stacks.machine.Machine;
import dev.tidegate.stacks.machine.MachineGroup;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.network.Wall;
import dev.tidegate.stacks.render.Template;
import dev.tidegate.stacks.settings.Capability;
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
            Wall wall,
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
                                                                "signer",
                                                                        String.valueOf(
                                                                                Control
                                                                                        .SIGNER_PORT),
                                                                "collect",
                                                                        site.names()
                                                                                .physical(
                                                                                        "collect"),
                                                                "metrics",
                                                                        site.names()
                                                                                .physical(
                                                                                        "metrics"),
                                                                "act", site.names().physical("act"),
                                                                "tls", flagsByTls(site))));
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
                MachineGroup.of(site, "control", network, template, INSTANCES).build(),
                site.keep(parent));
    }

    private static boolean flagsByTls(Site site) {
        return site.can(Capability.CACHE)
                && site.can(Capability.GATEWAY)
                && site.ground().cache().tls();
    }
}
