using System.Text.Json.Nodes;
using ChainForge.Chains;
using ChainForge.Chains.Problems;
using ChainForge.Chains.Reading;
using ChainForge.Chains.Yaml;

namespace ChainForge.Tests.Chains;

public sealed class ChainSchemaTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(ChainSchema.Generate(TestLimits.Pictory))!;

    public static IEnumerable<object[]> Examples => ExamplesTests.Files;

    [Fact]
    public void TheCheckedInSchema_IsWhatTheProgramGenerates() =>
        File.ReadAllText(Path.Combine(Repository.Pipelines, ChainSchema.FileName)).Should().Be(
            ChainSchema.Generate(TestLimits.Pictory), "`chainforge schema` is to be run after a change of the format");

    [Fact]
    public void TheSchema_HasTheKeysThatTheReaderReads()
    {
        Keys(Schema).Should().Equal(BlockShape.Chain.Keys);
        Keys(Schema["properties"]!["start"]!).Should().Equal(BlockShape.Start.Keys);
        Keys(Schema["properties"]!["stitch"]!).Should().Equal(BlockShape.Stitch.Keys);
        Keys(Schema["properties"]!["budget"]!).Should().Equal(BlockShape.Budget.Keys);
        Keys(Schema["definitions"]!["segment"]!).Should().BeEquivalentTo(BlockShape.Segment.Keys);
        Keys(Schema["definitions"]!["firstSegment"]!).Should().BeEquivalentTo("id", "prompt", "duration");
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void AnExample_FollowsTheSchema_AndNamesIt(string file)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Pipelines, file));

        new SchemaChecker(Schema).Check(Json(text)).Should().BeEmpty();
        text.Should().StartWith($"# yaml-language-server: $schema=./{ChainSchema.FileName}\n");
    }

    [Theory]
    [InlineData("segments: []", "$.segments: minItems 1")]
    [InlineData("name: a", "$: required [\"segments\"]")]
    [InlineData("title: a\nsegments: [{ prompt: A lighthouse }]", "$: additionalProperties false")]
    [InlineData("name: My Film\nsegments: [{ prompt: A lighthouse }]", "$.name: pattern \"^[a-z0-9][a-z0-9-]*$\"")]
    [InlineData("duration: 4s\nsegments: [{ prompt: A lighthouse }]", "$.duration: enum [\"5s\",\"8s\",\"10s\"]")]
    [InlineData("model: veo3.1\nsegments: [{ prompt: A lighthouse, duration: 5s }]", "$.segments[0].duration: enum [\"4s\",\"6s\",\"8s\"]")]
    [InlineData("model: veo3.1\naspectRatio: 1:1\nsegments: [{ prompt: A lighthouse }]", "$.aspectRatio: enum [\"16:9\",\"9:16\"]")]
    [InlineData("segments: [{ prompt: A lighthouse, handover: cut }]", "$.segments[0]: additionalProperties false")]
    [InlineData("segments: [{ prompt: A lighthouse }, { prompt: The sea, references: [a.png] }]", "$.segments[+0]: required [\"handover\"]")]
    [InlineData("segments: [{ prompt: A lighthouse }, { prompt: The sea, handover: extend, references: [a.png] }]", "$.segments[+0].handover: const \"cut\"")]
    [InlineData("segments: [{ prompt: A lighthouse }, { prompt: The sea, transition: dissolve }]", "$.segments[+0]: required [\"handover\"]")]
    [InlineData("stitch: { transition: fadeblack, transitionLength: 1 s }\nsegments: [{ prompt: A lighthouse }]", "$.stitch.transitionLength: pattern \"^[\\u002B-]?[0-9]\\u002B(\\\\.[0-9]\\u002B)?s$\"")]
    [InlineData("stitch: { colour: match, colourStrength: 1.5 }\nsegments: [{ prompt: A lighthouse }]", "$.stitch.colourStrength: maximum 1")]
    [InlineData("start: { firstFrame: a.png, extend: a.mp4 }\nsegments: [{ prompt: A lighthouse }]", "$.start: maxProperties 1")]
    [InlineData("start: { references: [a, b, c, d] }\nsegments: [{ prompt: A lighthouse }]", "$.start.references: maxItems 3")]
    [InlineData("budget: { maxCredits: 0 }\nsegments: [{ prompt: A lighthouse }]", "$.budget.maxCredits: exclusiveMinimum 0")]
    [InlineData("segments: [{ prompt: 12345 }]", "$.segments[0].prompt: type \"string\"")]
    public void TheSchema_RefusesWhatAnEditorCanSee(string yaml, string expected) =>
        new SchemaChecker(Schema).Check(Json(yaml)).Should().Contain(expected);

    private static IEnumerable<string> Keys(JsonNode schema) => schema["properties"]!.AsObject().Select(property => property.Key);

    private static JsonNode Json(string yaml) => Json(YamlTree.Parse(yaml, new ProblemList("test.yaml"))!);

    private static JsonNode Json(Node node) => node switch
    {
        MapNode map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key.Value, (JsonNode?)Json(entry.Value)))),
        ListNode list => new JsonArray([.. list.Items.Select(Json)]),
        TextNode { IsNumber: true } number => JsonValue.Create(decimal.Parse(number.Value)),
        TextNode text => JsonValue.Create(text.Value),
        _ => throw new InvalidOperationException("refused"),
    };
}
