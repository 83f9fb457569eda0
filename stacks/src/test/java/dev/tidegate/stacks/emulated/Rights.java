package dev.tidegate.stacks.emulated;

import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.wire.Recorded;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;

/** Who may do what. */
final class Rights {
    private static final Shape ROLE =
            new Shape("roleName", "name", "assumeRolePolicyDocument", "assumeRolePolicy");
    private static final Shape POLICY =
            new Shape("roleName", "role", "policyName", "name", "policyDocument", "policy");
    private static final Shape ISSUER = new Shape("clientIDList", "clientIdLists");
    private static final Shape PROFILE = new Shape("instanceProfileName", "name");

    private final Account account;
    private final IamClient iam;

    Rights(Account account, IamClient iam) {
        this.account = account;
        this.iam = iam;
    }

    void create() {
        for (Recorded.Asked issuer :
                account.of("aws:iam/openIdConnectProvider:OpenIdConnectProvider")) {
            String arn =
                    iam.createOpenIDConnectProvider(
                                    ISSUER.fill(
                                                    CreateOpenIdConnectProviderRequest.builder(),
                                                    account.inputs(issuer))
                                            .build())
                            .openIDConnectProviderArn();
            account.made(issuer, arn, arn);
        }
        for (Recorded.Asked role : account.of("aws:iam/role:Role")) {
            var made =
                    iam.createRole(
                                    ROLE.fill(CreateRoleRequest.builder(), account.inputs(role))
                                            .build())
                            .role();
            account.made(role, made.roleName(), made.arn());
        }
        for (Recorded.Asked policy : account.of("aws:iam/rolePolicy:RolePolicy")) {
            iam.putRolePolicy(
                    POLICY.fill(PutRolePolicyRequest.builder(), account.inputs(policy)).build());
        }
        for (Recorded.Asked profile : account.of("aws:iam/instanceProfile:InstanceProfile")) {
            Property inputs = account.inputs(profile);
            var made =
                    iam.createInstanceProfile(
                                    PROFILE.fill(CreateInstanceProfileRequest.builder(), inputs)
                                            .build())
                            .instanceProfile();
            iam.addRoleToInstanceProfile(
                    request ->
                            request.instanceProfileName(made.instanceProfileName())
                                    .roleName(inputs.at("role").texts().findFirst().orElseThrow()));
            account.made(profile, made.instanceProfileName(), made.arn());
        }
        account.of("aws:lb/listener:Listener").forEach(this::certificate);
    }

    /** One that IAM keeps stands for the one that the certificate manager would have proven by a record. */
    private void certificate(Recorded.Asked listener) {
        account.inputs(listener)
                .at("certificateArn")
                .texts()
                .forEach(
                        asked ->
                                account.stands(
                                        asked,
                                        iam.uploadServerCertificate(
                                                        request ->
                                                                request.serverCertificateName(
                                                                                listener.name())
                                                                        .certificateBody("none")
                                                                        .privateKey("none"))
                                                .serverCertificateMetadata()
                                                .arn()));
    }
}
