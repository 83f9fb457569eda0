package dev.tidegate.stacks.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.resource.ResourceRegistration;
import dev.tidegate.stacks.settings.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Policies name exact actions, resources and principals. */
final class Permissions {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Actions without resource-level permissions. */
    private static final Set<String> WITHOUT_RESOURCE =
            Set.of(
                    "autoscaling:DescribeAutoScalingGroups",
                    "autoscaling:DescribeInstanceRefreshes",
                    "cloudwatch:PutMetricData",
                    "ec2:DescribeAvailabilityZones",
                    "ec2:DescribeInstances",
                    "elasticloadbalancing:DescribeTargetHealth",
                    "ssm:UpdateInstanceInformation",
                    "ssmmessages:CreateControlChannel",
                    "ssmmessages:CreateDataChannel",
                    "ssmmessages:OpenControlChannel",
                    "ssmmessages:OpenDataChannel");

    /** Policies of AWS's own that change with what the service behind them does: without them it cannot run a cluster's nodes. */
    private static final Set<String> OF_SERVICES =
            Set.of(
                    "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
                    "arn:aws:iam::aws:policy/AmazonEKSBlockStoragePolicy",
                    "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
                    "arn:aws:iam::aws:policy/AmazonEKSComputePolicy",
                    "arn:aws:iam::aws:policy/AmazonEKSLoadBalancingPolicy",
                    "arn:aws:iam::aws:policy/AmazonEKSNetworkingPolicy",
                    "arn:aws:iam::aws:policy/AmazonEKSWorkerNodeMinimalPolicy");

    private Permissions() {}

    static Stream<String> exact(ResourceRegistration resource, Tier tier) {
        if (resource.is("RolePolicyAttachment")) {
            return resource.at("policyArn")
                    .texts()
                    .filter(policy -> !OF_SERVICES.contains(policy))
                    .map(policy -> "write its own policy instead of " + policy);
        }
        if (resource.is("kms", "Key")) {
            return Stream.empty(); // a key that its account cannot manage is lost
        }
        return Stream.concat(
                Rule.unless(
                        resource.at("managedPolicyArns").isAbsent(),
                        "write its own policy instead of managedPolicyArns"),
                policies(resource).flatMap(text -> broken(text).stream()));
    }

    private static Stream<String> policies(ResourceRegistration resource) {
        return Stream.concat(
                        Stream.of(resource.at("policy"), resource.at("assumeRolePolicy")),
                        resource.at("inlinePolicies").each().map(inline -> inline.at("policy")))
                .flatMap(Property::texts);
    }

    private static List<String> broken(String policy) {
        List<String> remedies = new ArrayList<>();
        try {
            JsonNode statements = JSON.readTree(policy).path("Statement");
            if (statements.isObject()) { // one alone needs no list
                check(statements, remedies);
            } else {
                statements.forEach(statement -> check(statement, remedies));
            }
        } catch (JsonProcessingException e) {
            remedies.add("write a policy that is JSON: " + e.getOriginalMessage());
        }
        return remedies;
    }

    private static void check(JsonNode statement, List<String> remedies) {
        if (statement.path("Effect").asText().equals("Deny")) {
            return; // the wider the better
        }
        Stream.of("NotAction", "NotPrincipal", "NotResource")
                .filter(statement::has)
                .forEach(key -> remedies.add("name what is allowed instead of " + key));
        List<String> actions = texts(statement.path("Action"));
        actions.stream()
                .filter(action -> action.contains("*"))
                .forEach(action -> remedies.add("name the actions behind " + action));
        if (texts(statement.path("Resource")).contains("*")
                && !WITHOUT_RESOURCE.containsAll(actions)) {
            remedies.add("name the resources of " + actions);
        }
        JsonNode principal = statement.path("Principal");
        if (texts(principal).contains("*") || texts(principal.path("AWS")).contains("*")) {
            remedies.add("name who may do " + actions);
        }
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isTextual()) {
            texts.add(node.textValue());
        }
        node.elements().forEachRemaining(element -> texts.add(element.asText()));
        return texts;
    }
}
