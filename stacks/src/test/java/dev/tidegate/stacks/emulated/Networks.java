package dev.tidegate.stacks.emulated;

import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.wire.Recorded;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Networks, walls and launch templates. */
final class Networks {
    static final Shape TEMPLATE =
            new Shape("imageId", "", "securityGroupIds", "vpcSecurityGroupIds");

    /** An image of the emulator's, for the one behind the parameter that an instance's image is looked up by. */
    private static final String IMAGE = "ami-12c6146b";

    private final Account account;
    private final Ec2Client ec2;

    Networks(Account account, Ec2Client ec2) {
        this.account = account;
        this.ec2 = ec2;
    }

    void create() {
        for (Recorded.Asked vpc : account.of("aws:ec2/vpc:Vpc")) {
            CreateVpcRequest request =
                    new Shape().fill(CreateVpcRequest.builder(), account.inputs(vpc)).build();
            account.made(vpc, ec2.createVpc(request).vpc().vpcId());
        }
        for (Recorded.Asked subnet : account.of("aws:ec2/subnet:Subnet")) {
            // The range of addresses of version 6 is given by the service, and made up in the
            // recording.
            CreateSubnetRequest request =
                    new Shape("ipv6CidrBlock", "")
                            .fill(CreateSubnetRequest.builder(), account.inputs(subnet))
                            .build();
            account.made(subnet, ec2.createSubnet(request).subnet().subnetId());
        }
        walls();
        templates();
    }

    private void walls() {
        for (Recorded.Asked securityGroup : account.of("aws:ec2/securityGroup:SecurityGroup")) {
            CreateSecurityGroupRequest request =
                    new Shape("groupName", "name")
                            .fill(
                                    CreateSecurityGroupRequest.builder(),
                                    account.inputs(securityGroup))
                            .build();
            account.made(securityGroup, ec2.createSecurityGroup(request).groupId());
        }
        for (Recorded.Asked rule :
                account.of("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")) {
            Property inputs = account.inputs(rule);
            ec2.authorizeSecurityGroupIngress(
                    request ->
                            request.groupId(text(inputs, "securityGroupId"))
                                    .ipPermissions(permission(inputs)));
        }
    }

    static IpPermission permission(Property inputs) {
        IpPermission.Builder permission = new Shape().fill(IpPermission.builder(), inputs);
        inputs.at("cidrIpv4")
                .texts()
                .forEach(range -> permission.ipRanges(IpRange.builder().cidrIp(range).build()));
        // Which lists there are is known to the service alone: the recording's stand for them.
        inputs.at("prefixListId")
                .texts()
                .map(list -> PrefixListId.builder().prefixListId(list).build())
                .forEach(permission::prefixListIds);
        inputs.at("referencedSecurityGroupId")
                .texts()
                .forEach(
                        securityGroup ->
                                permission.userIdGroupPairs(
                                        UserIdGroupPair.builder().groupId(securityGroup).build()));
        return permission.build();
    }

    private void templates() {
        for (Recorded.Asked template : account.of("aws:ec2/launchTemplate:LaunchTemplate")) {
            Property inputs = account.inputs(template);
            RequestLaunchTemplateData data =
                    TEMPLATE.fill(RequestLaunchTemplateData.builder(), inputs)
                            .imageId(IMAGE)
                            .build();
            CreateLaunchTemplateRequest request =
                    CreateLaunchTemplateRequest.builder()
                            .launchTemplateName(text(inputs, "name"))
                            .launchTemplateData(data)
                            .build();
            account.made(
                    template,
                    ec2.createLaunchTemplate(request).launchTemplate().launchTemplateId());
        }
    }

    ResponseLaunchTemplateData template(String name) {
        return ec2.describeLaunchTemplateVersions(request -> request.launchTemplateName(name))
                .launchTemplateVersions()
                .get(0)
                .launchTemplateData();
    }

    private static String text(Property inputs, String key) {
        return inputs.at(key).texts().findFirst().orElseThrow();
    }
}
