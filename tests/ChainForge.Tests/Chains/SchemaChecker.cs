using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ChainForge.Tests.Chains;

/// <summary>Checks a value against a JSON schema: only the keywords of draft-07 that chain.schema.json uses, and none passed over.</summary>
internal sealed class SchemaChecker(JsonNode root)
{
    private static readonly HashSet<string> Silent = ["$schema", "title", "description", "default", "definitions", "then"];

    public List<string> Check(JsonNode? value) => [.. Errors(root, value, "$")];

    private IEnumerable<string> Errors(JsonNode? schema, JsonNode? value, string at) =>
        schema!.AsObject().Where(keyword => !Silent.Contains(keyword.Key)).SelectMany(keyword => Errors(schema, keyword.Key, keyword.Value!, value, at));

    private IEnumerable<string> Errors(JsonNode schema, string keyword, JsonNode rule, JsonNode? value, string at) => keyword switch
    {
        "$ref" => Errors(root["definitions"]![rule.GetValue<string>().Split('/')[^1]], value, at),
        "allOf" => rule.AsArray().SelectMany(part => Errors(part, value, at)),
        "anyOf" => rule.AsArray().Any(part => !Errors(part, value, at).Any()) ? [] : [$"{at}: anyOf {rule.ToJsonString()}"],
        "if" => Errors(rule, value, at).Any() ? [] : Errors(schema["then"], value, at),
        "properties" => value is JsonObject map
            ? rule.AsObject().Where(property => map.ContainsKey(property.Key)).SelectMany(property => Errors(property.Value, map[property.Key], $"{at}.{property.Key}"))
            : [],
        "items" when rule is JsonObject => Items(value).SelectMany((item, index) => Errors(rule, item, $"{at}[{index}]")),
        "items" => Items(value).Zip(rule.AsArray()).SelectMany((pair, index) => Errors(pair.Second, pair.First, $"{at}[{index}]")),
        "additionalItems" => Items(value).Skip(schema["items"]!.AsArray().Count).SelectMany((item, index) => Errors(rule, item, $"{at}[+{index}]")),
        _ => Holds(schema, keyword, rule, value) ? [] : [$"{at}: {keyword} {rule.ToJsonString()}"],
    };

    private static bool Holds(JsonNode schema, string keyword, JsonNode rule, JsonNode? value) => keyword switch
    {
        "type" => rule.GetValue<string>() == TypeOf(value),
        "enum" => rule.AsArray().Any(option => JsonNode.DeepEquals(option, value)),
        "const" => JsonNode.DeepEquals(rule, value),
        "required" => value is not JsonObject map || rule.AsArray().All(key => map.ContainsKey(key!.GetValue<string>())),
        "additionalProperties" => value is not JsonObject map || map.All(property => schema["properties"]!.AsObject().ContainsKey(property.Key)),
        "minProperties" => value is not JsonObject map || map.Count >= rule.GetValue<int>(),
        "maxProperties" => value is not JsonObject map || map.Count <= rule.GetValue<int>(),
        "minItems" => value is not JsonArray list || list.Count >= rule.GetValue<int>(),
        "maxItems" => value is not JsonArray list || list.Count <= rule.GetValue<int>(),
        "minLength" => TypeOf(value) != "string" || value!.GetValue<string>().Length >= rule.GetValue<int>(),
        "maxLength" => TypeOf(value) != "string" || value!.GetValue<string>().Length <= rule.GetValue<int>(),
        "pattern" => TypeOf(value) != "string" || Regex.IsMatch(value!.GetValue<string>(), rule.GetValue<string>()),
        "minimum" => TypeOf(value) != "number" || value!.GetValue<decimal>() >= rule.GetValue<decimal>(),
        "exclusiveMinimum" => TypeOf(value) != "number" || value!.GetValue<decimal>() > rule.GetValue<decimal>(),
        "maximum" => TypeOf(value) != "number" || value!.GetValue<decimal>() <= rule.GetValue<decimal>(),
        _ => throw new NotSupportedException($"The schema uses `{keyword}`: teach it to this checker."),
    };

    private static IEnumerable<JsonNode?> Items(JsonNode? value) => value as JsonArray ?? [];

    private static string? TypeOf(JsonNode? value) => value?.GetValueKind().ToString().ToLowerInvariant();
}
