using System.Text.Json;

namespace Ledger.Tests.Deployment;

/// <summary>An instruction, such as COPY, with what follows it.</summary>
internal sealed record Instruction(string Name, string Text)
{
    /// <summary>The words of the shell form, options such as <c>--from=build</c> left out.</summary>
    public IReadOnlyList<string> Words =>
        [.. Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !word.StartsWith("--", StringComparison.Ordinal))];

    /// <summary>The words of the JSON form, wherever in the instruction it begins.</summary>
    public IReadOnlyList<string> Arguments => JsonSerializer.Deserialize<string[]>(Text[Text.IndexOf('[', StringComparison.Ordinal)..])!;
}

/// <summary>A Dockerfile's instructions by stage.</summary>
internal sealed class DockerfileText
{
    private readonly List<List<Instruction>> _stages = [];

    public IReadOnlyList<Instruction> All => [.. _stages.SelectMany(stage => stage)];

    /// <summary>What the image is made of that runs in the end.</summary>
    public IReadOnlyList<Instruction> Final => _stages[^1];

    /// <summary>What the image is made of that builds it.</summary>
    public IReadOnlyList<Instruction> First => _stages[0];

    /// <summary>The variables that the final image sets.</summary>
    public IReadOnlyDictionary<string, string> Environment => Final.Where(each => each.Name == "ENV")
        .SelectMany(each => each.Words).Select(word => word.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    public static DockerfileText Parse(string text)
    {
        var file = new DockerfileText();
        foreach (var line in text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line.EndsWith('\\'))
            {
                throw new FormatException($"'{line}' goes on in the next line, which this reader does not follow.");
            }

            var parts = line.Split(' ', 2);
            if (parts[0] == "FROM")
            {
                file._stages.Add([]);
            }

            file._stages[^1].Add(new(parts[0], parts[1]));
        }

        return file;
    }

    /// <summary>The one instruction of that name in the final stage.</summary>
    public Instruction Only(string name) => Final.Single(each => each.Name == name);
}
