package dev.tidegate.stacks.fleet;

import com.pulumi.aws.ec2.LaunchTemplate;
import com.pulumi.aws.ec2.LaunchTemplateArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateCapacityReservationSpecificationArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateCapacityReservationSpecificationCapacityReservationTargetArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateInstanceMarketOptionsArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.identity.InstanceRole;
import dev.tidegate.stacks.machine.Machine;
import dev.tidegate.stacks.network.ClosedSecurityGroup;
import dev.tidegate.stacks.render.ModelServer;
import dev.tidegate.stacks.render.Template;
import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.settings.FleetSettings.Reservation;
import dev.tidegate.stacks.site.Site;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The launch template of a fleet's instances. */
final class InstanceLaunch {
    private final Site site;
    private final FleetSettings fleet;

    InstanceLaunch(Site site, FleetSettings fleet) {
        this.site = site;
        this.fleet = fleet;
    }

    LaunchTemplate template(
            ComponentResource parent, InstanceRole role, ClosedSecurityGroup securityGroup) {
        String name = site.names().physical(fleet.name());
        LaunchTemplateArgs.Builder args =
                Machine.template(
                                site,
                                "fleet",
                                name,
                                Machine.GPU,
                                ModelServer.DISK_GIGABYTES,
                                role,
                                securityGroup)
                        .userData(Machine.encoded(Output.of(userData())));
        fleet.blockType().ifPresent(args::instanceType);
        fleet.purchase().reservation().ifPresent(reservation -> reserve(args, reservation));
        return new LaunchTemplate(
                site.names().logical(fleet.name(), "template"), args.build(), site.under(parent));
    }

    String userData() {
        FleetTimes times = FleetTimes.of(fleet);
        Map<String, Object> values = new HashMap<>();
        values.put("region", site.names().region());
        values.put("group", site.names().physical(fleet.name()));
        values.put("weights", fleet.weights());
        values.put("port", String.valueOf(fleet.serving().port()));
        values.put("names", names());
        values.put("shorter", Template.text(ModelServer.MIDDLEWARE));
        values.put("wayOut", Template.text(ModelServer.WAY_OUT));
        values.put("heard", String.valueOf(ModelServer.HEARD.toSeconds()));
        values.put("each", String.valueOf(fleet.gpusPerReplica()));
        values.put("image", ModelServer.IMAGE);
        values.put("drain", String.valueOf(times.drain().toSeconds()));
        values.put("heartbeat", String.valueOf(times.heartbeat().toSeconds()));
        return Template.named("user-data.sh.mustache").fill(values);
    }

    /** Model names that clients may ask for; the first one appears in responses and metrics. */
    private String names() {
        return ModelServer.names(fleet, site.ground().fleets()).stream()
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(" "));
    }

    private static void reserve(LaunchTemplateArgs.Builder args, Reservation reservation) {
        var target =
                LaunchTemplateCapacityReservationSpecificationCapacityReservationTargetArgs
                        .builder();
        if (reservation.kind() == Reservation.Kind.BLOCK) {
            target.capacityReservationId(reservation.id());
            args.instanceMarketOptions(
                    LaunchTemplateInstanceMarketOptionsArgs.builder()
                            .marketType("capacity-block")
                            .build());
        } else {
            target.capacityReservationResourceGroupArn(reservation.id());
        }
        args.capacityReservationSpecification(
                LaunchTemplateCapacityReservationSpecificationArgs.builder()
                        .capacityReservationTarget(target.build())
                        .build());
    }
}
