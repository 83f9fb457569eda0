package dev.tidegate.stacks.control;

import com.pulumi.aws.autoscaling.Group;
import com.pulumi.aws.autoscaling.LifecycleHook;
import com.pulumi.aws.autoscaling.LifecycleHookArgs;
import com.pulumi.aws.ec2.LaunchTemplate;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.documents.Documents;
import dev.tidegate.stacks.identity.InstanceRole;
import dev.tidegate.stacks.machine.Machine;
import dev.tidegate.stacks.machine.MachineGroup;
import dev.tidegate.stacks.network.ClosedSecurityGroup;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.render.FlagHash;
import dev.tidegate.stacks.render.Template;
import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.site.Site;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Two instances of the daemon; the lease decides which one writes. The version of their configuration is part of the launch template, so a new
 * one replaces them, one after the other; a new instance counts only once its daemon is ready.
 */
final class Daemons {
    private static final int INSTANCES = 2;

    /** Time to install packages, pull images, fetch the release, and read the history that the first plan needs. */
    private static final int FIRST_PLAN_SECONDS = 900;

    private static final String HOOK = "ready";

    /** Certificate authorities of RDS, which are in no usual trust store. */
    static final String AUTHORITIES = "/etc/tidegate/database-authorities.pem";

    private final Site site;
    private final ComponentResource parent;

    Daemons(Site site, ComponentResource parent) {
        this.site = site;
        this.parent = parent;
    }

    void start(
            Network network,
            Output<String> bucket,
            List<Documents.StoredDocument> configuration,
            Output<Optional<FlagHash>> flags,
            SortedMap<String, Output<String>> pods,
            ClosedSecurityGroup securityGroup,
            InstanceRole role,
            Database database) {
        Output<String> script =
                Output.tuple(bucket, database.secretArn(), files(configuration), flags, pods(pods))
                        .applyValue(all -> script(all.t1, all.t2, all.t3, all.t4, all.t5));
        LaunchTemplate template =
                new LaunchTemplate(
                        site.names().logical("control", "template"),
                        Machine.template(
                                        site,
                                        "control",
                                        site.names().physical("control"),
                                        Machine.LINUX,
                                        20,
                                        role,
                                        securityGroup)
                                .instanceType(site.ground().control().instanceType())
                                .userData(Machine.encoded(script))
                                .build(),
                        site.under(parent));
        Group group =
                new Group(
                        site.names().logical("control", "group"),
                        MachineGroup.of(site, "control", network, template, INSTANCES).build(),
                        site.keep(parent));
        // A resource of its own: a group's initial hooks are set at its creation only, so an
        // existing group would get none.
        new LifecycleHook(
                site.names().logical("control", HOOK),
                LifecycleHookArgs.builder()
                        .name(HOOK)
                        .autoscalingGroupName(group.name())
                        .lifecycleTransition("autoscaling:EC2_INSTANCE_LAUNCHING")
                        .heartbeatTimeout(FIRST_PLAN_SECONDS)
                        .defaultResult("ABANDON")
                        .build(),
                site.under(parent));
    }

    private String script(
            String bucket,
            String secret,
            List<Map<String, String>> files,
            Optional<FlagHash> flags,
            List<Map<String, String>> pods) {
        Map<String, Object> values = new HashMap<>();
        values.put("bucket", bucket);
        values.put("secret", secret);
        values.put("files", files);
        values.put("region", site.names().region());
        values.put("tier", site.ground().tier().name().toLowerCase(Locale.ROOT));
        values.put("group", site.names().physical("control"));
        values.put("hook", HOOK);
        values.put("status", String.valueOf(ControlSecurityGroups.STATUS_PORT));
        values.put("signer", String.valueOf(Control.SIGNER_PORT));
        values.put("collect", site.names().physical("collect"));
        values.put("metrics", site.names().physical("metrics"));
        values.put("authorities", AUTHORITIES);
        values.put("act", site.names().physical("act"));
        // What a cluster's own daemons need, where the region has one.
        values.put(
                "cluster",
                site.ground().kubernetes().map(cluster -> Map.of("pods", pods)).stream().toList());
        values.put("release", site.ground().control().release().stream().toList());
        values.put("cache", flags.map(FlagHash::shown).stream().toList());
        return Template.named("control-node.sh.mustache").fill(values);
    }

    /** Fleets on the cluster, and the target groups of their pods. */
    private Output<List<Map<String, String>>> pods(SortedMap<String, Output<String>> targets) {
        return Output.all(
                site.ground().fleets(FleetSettings.Platform.KUBERNETES).stream()
                        .map(fleet -> pods(fleet, targets.get(fleet.name())))
                        .toList());
    }

    private static Output<Map<String, String>> pods(
            FleetSettings fleet, @Nullable Output<String> targets) {
        String port = String.valueOf(fleet.serving().port());
        return Objects.requireNonNull(targets)
                .applyValue(arn -> Map.of("fleet", fleet.name(), "port", port, "targets", arn));
    }

    private static Output<List<Map<String, String>>> files(
            List<Documents.StoredDocument> configuration) {
        return Output.all(configuration.stream().map(Daemons::file).toList());
    }

    private static Output<Map<String, String>> file(Documents.StoredDocument document) {
        String path = document.path();
        String name = path.substring(path.lastIndexOf('/') + 1);
        return document.version()
                .applyValue(version -> Map.of("path", path, "name", name, "version", version));
    }
}
