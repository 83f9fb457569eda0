package dev.tidegate.stacks.dns;

import com.pulumi.aws.acm.Certificate;
import com.pulumi.aws.acm.CertificateArgs;
import com.pulumi.aws.acm.CertificateValidation;
import com.pulumi.aws.acm.CertificateValidationArgs;
import com.pulumi.aws.route53.Record;
import com.pulumi.aws.route53.RecordArgs;
import com.pulumi.aws.route53.Route53Functions;
import com.pulumi.aws.route53.inputs.GetZoneArgs;
import com.pulumi.core.Either;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import dev.tidegate.stacks.site.Site;
import java.util.List;

/** A certificate validated by DNS, by a record in the environment's zone. */
public final class ValidatedCertificate {
    private final Output<String> arn;

    private ValidatedCertificate(
            Site site, ComponentResource parent, String name, List<String> alternativeNames) {
        String slug = name.startsWith("origin.") ? "origin" : "edge";
        Certificate certificate =
                new Certificate(
                        site.names().logical(slug, "certificate"),
                        CertificateArgs.builder()
                                .domainName(name)
                                .subjectAlternativeNames(alternativeNames)
                                .validationMethod("DNS")
                                .tags(site.tags("dns", site.names().physical(slug)))
                                .build(),
                        site.under(parent));
        Record record = validationRecord(site, parent, slug, certificate);
        CertificateValidation validation =
                new CertificateValidation(
                        site.names().logical(slug, "certified"),
                        CertificateValidationArgs.builder()
                                .certificateArn(certificate.arn())
                                .validationRecordFqdns(record.fqdn().applyValue(List::of))
                                .build(),
                        site.under(parent));
        arn = validation.certificateArn();
    }

    /** For a region's load balancer: the name that all regions share, and the regions' names under it. */
    public static ValidatedCertificate origin(Site site, ComponentResource parent) {
        String name = "origin." + site.ground().domain();
        return new ValidatedCertificate(site, parent, name, List.of("*." + name));
    }

    /** For the edge: the name that clients use. CloudFront takes certificates from us-east-1 only. */
    public static ValidatedCertificate edge(Site site, ComponentResource parent) {
        return new ValidatedCertificate(site, parent, site.ground().domain(), List.of());
    }

    public Output<String> arn() {
        return arn;
    }

    /** The environment's hosted zone, looked up: it is created by hand, since its name servers have to be entered at the registrar. */
    public static Output<String> zone(Site site, ComponentResource parent) {
        return Route53Functions.getZone(
                        GetZoneArgs.builder().name(site.ground().domain()).build(),
                        InvokeOptions.builder().parent(parent).build())
                .applyValue(found -> found.zoneId());
    }

    /**
     * The record that proves who owns the name. A name and its wildcard share one, so the first is enough; all regions of an account share it,
     * too, and the second to write it overwrites it with the same value.
     */
    private static Record validationRecord(
            Site site, ComponentResource parent, String slug, Certificate certificate) {
        var option = certificate.domainValidationOptions().applyValue(options -> options.get(0));
        var name = option.applyValue(found -> found.resourceRecordName().orElseThrow());
        var type = option.applyValue(found -> found.resourceRecordType().orElseThrow());
        var value = option.applyValue(found -> found.resourceRecordValue().orElseThrow());
        return new Record(
                site.names().logical(slug, "proof"),
                RecordArgs.builder()
                        .zoneId(zone(site, parent))
                        .name(name)
                        .type(type.applyValue(Either::ofLeft))
                        .records(value.applyValue(List::of))
                        .ttl(300)
                        .allowOverwrite(true)
                        .build(),
                CustomResourceOptions.merge(
                        site.under(parent),
                        // Retained when one region is destroyed: the others' certificates renew
                        // through it.
                        CustomResourceOptions.builder().retainOnDelete(true).build()));
    }
}
