namespace Ledger.Tests.EventStore.Archive;

/// <summary>Whatever happens to an export after it was written is found.</summary>
public sealed class ArchiveMutationTests
{
    [Fact]
    public async Task An_export_as_it_was_written_is_sound()
    {
        var report = await ArchiveBytes.CheckAsync(await ExportAsync());

        report.IsSound.Should().BeTrue(string.Join('\n', report.Findings));
        report.Should().BeEquivalentTo(new { Events = 9L, Streams = 4, NotChecked = Array.Empty<string>() });
        report.Header.Should().BeEquivalentTo(new { Chained.LedgerId, AccountId = (string?)null, After = (string?)null });
    }

    [Fact]
    public async Task Every_single_flipped_bit_is_found()
    {
        var export = await ExportAsync();
        for (var i = 0; i < export.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                export[i] ^= (byte)(1 << bit);
                (await ArchiveBytes.CheckInMemoryAsync(export)).IsSound.Should().BeFalse($"bit {bit} of byte {i} was flipped");
                export[i] ^= (byte)(1 << bit);
            }
        }
    }

    [Fact]
    public async Task A_file_that_is_cut_off_anywhere_is_found()
    {
        var export = await ExportAsync();
        for (var length = 0; length < export.Length; length++)
        {
            (await ArchiveBytes.CheckInMemoryAsync(export[..length])).IsSound.Should().BeFalse($"it has {length} of {export.Length} bytes");
        }
    }

    [Fact]
    public async Task A_line_that_is_removed_repeated_or_moved_is_found()
    {
        var lines = ArchiveBytes.Lines(await ExportAsync());
        for (var i = 0; i < lines.Count; i++)
        {
            List<string> removed = [.. lines], repeated = [.. lines];
            removed.RemoveAt(i);
            repeated.Insert(i, lines[i]);
            (await ArchiveBytes.CheckInMemoryAsync(ArchiveBytes.Join(removed))).IsSound.Should().BeFalse($"line {i + 1} was removed");
            (await ArchiveBytes.CheckInMemoryAsync(ArchiveBytes.Join(repeated))).IsSound.Should().BeFalse($"line {i + 1} was repeated");
            for (var j = i + 1; j < lines.Count; j++)
            {
                List<string> swapped = [.. lines];
                (swapped[i], swapped[j]) = (swapped[j], swapped[i]);
                (await ArchiveBytes.CheckInMemoryAsync(ArchiveBytes.Join(swapped))).IsSound.Should().BeFalse($"lines {i + 1} and {j + 1} were swapped");
            }
        }
    }

    [Theory]
    [InlineData(100)]
    public async Task What_seeded_vandals_leave_is_found(int seeds)
    {
        var export = await ExportAsync();
        for (var seed = 0; seed < seeds; seed++)
        {
            var random = new Random(seed);
            var (from, length) = (random.Next(export.Length), random.Next(1, 60));
            var inserted = new byte[random.Next(60)];
            random.NextBytes(inserted);
            byte[] changed = [.. export[..from], .. inserted, .. export[Math.Min(export.Length, from + length)..]];

            (await ArchiveBytes.CheckInMemoryAsync(changed)).IsSound.Should().Be(changed.SequenceEqual(export), $"seed {seed}");
        }
    }

    [Fact]
    public async Task What_somebody_does_who_writes_a_last_line_that_fits_is_found_by_the_chain()
    {
        var lines = ArchiveBytes.Lines(await ExportAsync())[..^1];
        for (var i = 1; i < lines.Count; i++)
        {
            List<string> removed = [.. lines], changed = [.. lines], repeated = [.. lines];
            removed.RemoveAt(i);
            changed[i] = lines[i].Replace("\"n\":", "\"m\":", StringComparison.Ordinal).Replace("\"ledger\"", "\"l\"", StringComparison.Ordinal);
            repeated.Insert(i, lines[i]);

            var last = !lines.Skip(i + 1).Any(line => Stream(line) == Stream(lines[i]));
            (await ArchiveBytes.CheckInMemoryAsync(ArchiveBytes.Sealed(removed))).IsSound.Should().Be(
                last && i > 1, "the end of a stream can be cut off without anybody seeing it in the file");
            (await ArchiveBytes.CheckInMemoryAsync(ArchiveBytes.Sealed(changed))).Findings.Should().ContainSingle()
                .Which.Should().BeEquivalentTo(new { Line = (long)i + 1, Stream = Stream(lines[i]) });
            (await ArchiveBytes.CheckInMemoryAsync(ArchiveBytes.Sealed(repeated))).Findings.Should().ContainSingle().Which.Line.Should().Be(i + 2);
        }
    }

    [Fact]
    public async Task A_finding_names_line_stream_and_revision_and_not_what_stands_there()
    {
        var lines = ArchiveBytes.Lines(await ExportAsync());
        lines[5] = lines[5].Replace("{\"n\":3}", "{\"n\":4}", StringComparison.Ordinal);

        var report = await ArchiveBytes.CheckAsync(ArchiveBytes.Join(lines));

        report.Findings.Select(finding => finding.ToString()).Should().Equal(
            "line 6, revision 1 of account-1: the chain is broken: this event, or one before it, is not the one that was recorded",
            "line 11: the number of events or the SHA-256 is not that of the lines before: the file was changed");
    }

    private static async Task<byte[]> ExportAsync() => await Chained.ExportAsync(await Chained.LedgerAsync(8));

    private static string Stream(string line) => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("stream").GetString()!;
}
