namespace Ledger.Tests.Api.BadInput;

/// <summary>A valid body as its members, to be spoiled one at a time. Values are JSON as it is sent, so that any bytes can stand there.</summary>
internal sealed record JsonTemplate(params (string Name, string Json)[] Members)
{
    public override string ToString() => $"{{{string.Join(',', Members.Select(member => $"\"{member.Name}\":{member.Json}"))}}}";

    public JsonTemplate With(string name, string json) => new([.. Members.Where(member => member.Name != name), (name, json)]);

    public JsonTemplate And(string name, string json) => new([.. Members, (name, json)]);

    public JsonTemplate Without(string name) => new([.. Members.Where(member => member.Name != name)]);
}
