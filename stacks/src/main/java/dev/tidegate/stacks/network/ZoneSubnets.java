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
import java.util.Map;

/**
 * A public and a private subnet a zone with their routes; each zone has its own NAT gateway, so that a zone that fails affects no other. A
 * subnet is handed out only once its route to the internet exists: instances that start earlier could not install packages, and user data runs once.
 */
final class ZoneSubnets {
    private static final String WORLD = "0.0.0.0/0";

    private final Site site;
    private final ComponentResource parent;
    private final Vpc vpc;
    private final SubnetRanges ranges;
    private final List<Output<String>> privateSubnets = new ArrayList<>();
    private final List<Output<String>> publicSubnets = new ArrayList<>();
    private final List<Output<String>> privateRoutes = new ArrayList<>();

    ZoneSubnets(
            Site site,
            ComponentResource parent,
            Vpc vpc,
            InternetGateway internetGateway,
            RegionSettings region) {
        this.site = site;
        this.parent = parent;
        this.vpc = vpc;
        this.ranges = new SubnetRanges(region.cidr());
        RouteTable publicRoutes = routeTable("public");
        Route internet = internetRoutes(publicRoutes, internetGateway);
        List<NatGateway> natGateways = new ArrayList<>();
        for (int i = 0; i < region.zones().size(); i++) {
            String zone = region.zones().get(i);
            int range = region.ranges().get(i);
            Output<String> publicSubnet = publicSubnet(zone, range, publicRoutes, internet);
            publicSubnets.add(publicSubnet);
            if (i == 0 || site.ground().network().nat() == NetworkSettings.Nat.EACH_ZONE) {
                natGateways.add(natGateway(letter(zone), publicSubnet));
            }
            addPrivateSubnet(zone, range, natGateways.get(natGateways.size() - 1));
        }
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

    /** The routes of both address families; returns that of IPv4. */
    private Route internetRoutes(RouteTable table, InternetGateway gateway) {
        new Route(
                site.names().logical("public", "world6"),
                RouteArgs.builder()
                        .routeTableId(table.id())
                        .destinationIpv6CidrBlock("::/0")
                        .gatewayId(gateway.id())
                        .build(),
                site.under(parent));
        return new Route(
                site.names().logical("public", "world"),
                RouteArgs.builder()
                        .routeTableId(table.id())
                        .destinationCidrBlock(WORLD)
                        .gatewayId(gateway.id())
                        .build(),
                site.under(parent));
    }

    private Output<String> publicSubnet(
            String zone, int range, RouteTable publicRoutes, Route internet) {
        String name = "public-" + letter(zone);
        Output<String> ipv6Range =
                vpc.ipv6CidrBlock().applyValue(block -> SubnetRanges.ofBalancers(block, range));
        Subnet subnet =
                subnet(name, subnetArgs(zone, ranges.ofBalancers(range)).ipv6CidrBlock(ipv6Range));
        associate(name, subnet, publicRoutes);
        return onceRouted(subnet, internet);
    }

    private void addPrivateSubnet(String zone, int range, NatGateway natGateway) {
        String name = "private-" + letter(zone);
        Subnet subnet = subnet(name, subnetArgs(zone, ranges.ofInstances(range)));
        RouteTable table = routeTable(name);
        associate(name, subnet, table);
        Route internet =
                new Route(
                        site.names().logical(name, "out"),
                        RouteArgs.builder()
                                .routeTableId(table.id())
                                .destinationCidrBlock(WORLD)
                                .natGatewayId(natGateway.id())
                                .build(),
                        site.under(parent));
        privateSubnets.add(onceRouted(subnet, internet));
        privateRoutes.add(table.id());
    }

    private static Output<String> onceRouted(Subnet subnet, Route route) {
        return Output.tuple(subnet.id(), route.id()).applyValue(both -> both.t1);
    }

    private static String letter(String zone) {
        return zone.substring(zone.length() - 1);
    }

    private SubnetArgs.Builder subnetArgs(String zone, String range) {
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

    private RouteTable routeTable(String name) {
        return new RouteTable(
                site.names().logical(name, "routes"),
                RouteTableArgs.builder()
                        .vpcId(vpc.id())
                        .tags(site.tags("network", site.names().physical(name, "routes")))
                        .build(),
                site.under(parent));
    }

    private void associate(String name, Subnet subnet, RouteTable table) {
        new RouteTableAssociation(
                site.names().logical(name, "attached"),
                RouteTableAssociationArgs.builder()
                        .subnetId(subnet.id())
                        .routeTableId(table.id())
                        .build(),
                site.under(parent));
    }

    private NatGateway natGateway(String letter, Output<String> publicSubnet) {
        Map<String, String> tags = site.tags("network", site.names().physical("nat", letter));
        Eip address =
                new Eip(
                        site.names().logical("nat-" + letter, "address"),
                        EipArgs.builder().domain("vpc").tags(tags).build(),
                        site.under(parent));
        return new NatGateway(
                site.names().logical("nat-" + letter),
                NatGatewayArgs.builder()
                        .subnetId(publicSubnet)
                        .allocationId(address.allocationId())
                        .tags(tags)
                        .build(),
                site.under(parent));
    }
}
