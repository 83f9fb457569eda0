package dev.tidegate.stacks.network;

import com.pulumi.aws.ec2.Eip;
import com.pulumi.aws.ec2.EipArgs;
import com.pulumi.aws.ec2.InternetGateway;
import com.pulumi.aws.ec2.NatGateway;
import com.pulumi.aws.ec2.NatGatewayArgs;
import com.pulumi.aws.ec2.Route;
import com.pulumi.aws.ec2.RouteArgs;
import com.pulumi.aws.ec2.RouteTable;
import com.pulumi.aws.ec2.RouteTableArgs;
import com.pulumi.aws.ec2.RouteTableAssociation;
import com.pulumi.aws.ec2.RouteTableAssociationArgs;
import com.pulumi.aws.ec2.Subnet;
import com.pulumi.aws.ec2.SubnetArgs;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.settings.NetworkSettings;
import dev.tidegate.stacks.settings.RegionSettings;
import dev.tidegate.stacks.site.Site;
import java.util.ArrayList;
import java.util.List;

/**
 * A public and a private subnet a zone with their routes; each zone has its own NAT gateway, so that a zone that fails affects no other. A
 * subnet is handed out only once its route to the internet exists: instances that start earlier could not install packages, and user data runs once.
 */
final class ZoneSubnets {
    private static final String WORLD = "0.0.0.0/0";

    private final Site site;
    private final ComponentResource parent;
    private final Vpc vpc;
    private final List<Output<String>> privateSubnets = new ArrayList<>();
    private final List<Output<String>> publicSubnets = new ArrayList<>();
    private final List<Output<String>> privateRoutes = new ArrayList<>();

    ZoneSubnets(
            Site site,
            ComponentResource parent,
            Vpc vpc,
            InternetGateway loadBalancer,
            RegionSettings region) {
        this.site = site;
        this.parent = parent;
        this.vpc = vpc;
        SubnetRanges ranges = new SubnetRanges(region.cidr());
        RouteTable open = table("public");
        Route world =
                new Route(
                        site.names().logical("public", "world"),
                        RouteArgs.builder()
                                .routeTableId(open.id())
                                .destinationCidrBlock(WORLD)
                                .gatewayId(loadBalancer.id())
                                .build(),
                        site.under(parent));
        new Route(
                site.names().logical("public", "world6"),
                RouteArgs.builder()
                        .routeTableId(open.id())
                        .destinationIpv6CidrBlock("::/0")
                        .gatewayId(loadBalancer.id())
                        .build(),
                site.under(parent));
        List<NatGateway> nats = new ArrayList<>();
        for (int i = 0; i < region.zones().size(); i++) {
            String zone = region.zones().get(i);
            String letter = zone.substring(zone.length() - 1);
            int number = region.ranges().get(i);
            Subnet front =
                    subnet(
                            "public-" + letter,
                            range(zone, ranges.ofBalancers(number))
                                    .ipv6CidrBlock(
                                            vpc.ipv6CidrBlock()
                                                    .applyValue(
                                                            given ->
                                                                    SubnetRanges.ofBalancers(
                                                                            given, number))));
            attach("public-" + letter, front, open);
            Output<String> reachable = after(front, world);
            publicSubnets.add(reachable);
            if (i == 0 || site.ground().network().nat() == NetworkSettings.Nat.EACH_ZONE) {
                nats.add(nat(letter, reachable));
            }
            Subnet back = subnet("private-" + letter, range(zone, ranges.ofInstances(number)));
            RouteTable table = table("private-" + letter);
            attach("private-" + letter, back, table);
            Route out =
                    new Route(
                            site.names().logical("private-" + letter, "out"),
                            RouteArgs.builder()
                                    .routeTableId(table.id())
                                    .destinationCidrBlock(WORLD)
                                    .natGatewayId(nats.get(nats.size() - 1).id())
                                    .build(),
                            site.under(parent));
            privateSubnets.add(after(back, out));
            privateRoutes.add(table.id());
        }
    }

    private static Output<String> after(Subnet subnet, Route way) {
        return Output.tuple(subnet.id(), way.id()).applyValue(both -> both.t1);
    }

    Output<List<String>> privateSubnets() {
        return Output.all(privateSubnets);
    }

    Output<List<String>> publicSubnets() {
        return Output.all(publicSubnets);
    }

    Output<List<String>> privateRoutes() {
        return Output.all(privateRoutes);
    }

    private SubnetArgs.Builder range(String zone, String range) {
        return SubnetArgs.builder()
                .vpcId(vpc.id())
                .availabilityZone(zone)
                .cidrBlock(range)
                .mapPublicIpOnLaunch(false);
    }

    private Subnet subnet(String name, SubnetArgs.Builder args) {
        return new Subnet(
                site.names().logical(name, "subnet"),
                args.tags(site.tags("network", site.names().physical(name))).build(),
                site.under(parent));
    }

    private RouteTable table(String name) {
        return new RouteTable(
                site.names().logical(name, "routes"),
                RouteTableArgs.builder()
                        .vpcId(vpc.id())
                        .tags(site.tags("network", site.names().physical(name, "routes")))
                        .build(),
                site.under(parent));
    }

    private void attach(String name, Subnet subnet, RouteTable table) {
        new RouteTableAssociation(
                site.names().logical(name, "attached"),
                RouteTableAssociationArgs.builder()
                        .subnetId(subnet.id())
                        .routeTableId(table.id())
                        .build(),
                site.under(parent));
    }

    private NatGateway nat(String letter, Output<String> front) {
        Eip address =
                new Eip(
                        site.names().logical("nat-" + letter, "address"),
                        EipArgs.builder()
                                .domain("vpc")
                                .tags(site.tags("network", site.names().physical("nat", letter)))
                                .build(),
                        site.under(parent));
        return new NatGateway(
                site.names().logical("nat-" + letter),
                NatGatewayArgs.builder()
                        .subnetId(front)
                        .allocationId(address.allocationId())
                        .tags(site.tags("network", site.names().physical("nat", letter)))
                        .build(),
                site.under(parent));
    }
}
