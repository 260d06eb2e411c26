using System.Runtime.InteropServices;
using Ledger.Projections.Matching.Similar.Text;

namespace Ledger.Projections.Matching.Similar;

/// <summary>A text as it is written and as it is compared.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct WrittenText(string text)
{
    public string Compared { get; } = ComparedText.Of(text);

    /// <summary>Of the text as it is written.</summary>
    public int Hash { get; } = (int)(Keys.Of(text) & int.MaxValue);
}

/// <summary>The texts by which a transaction is found.</summary>
internal static class TextsOf
{
    /// <returns>The description, the reference, and both together where they say more than either; the last says all.</returns>
    public static IReadOnlyList<WrittenText> Transaction(string? description, string? reference)
    {
        var (said, referred) = (new WrittenText(description ?? string.Empty), new WrittenText(reference ?? string.Empty));
        if (referred.Compared.Length == 0 || referred.Compared == said.Compared)
        {
            return said.Compared.Length == 0 ? [] : [said];
        }

        return said.Compared.Length == 0 ? [referred]
            : $" {said.Compared} ".Contains($" {referred.Compared} ", StringComparison.Ordinal) ? [referred, said]
            : [said, referred, new($"{description} {reference}")];
    }
}
