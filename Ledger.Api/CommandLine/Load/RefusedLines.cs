namespace Ledger.Api.CommandLine.Load;

/// <summary>
/// What was not posted, in a folder that can be mended and loaded: each line below a comment that says where it stood and why. Nothing
/// that is there is written over, since somebody may have mended it.
/// </summary>
/// <param name="wanted">The folder; a number is put behind it where it is there already.</param>
internal sealed class RefusedLines(string wanted) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StreamWriter> _files = new(StringComparer.Ordinal);

    /// <summary>Where they are; <see langword="null"/> where there are none.</summary>
    public string? Folder { get; private set; }

    /// <summary>Why they cannot be written, where that is so: that is no reason to load nothing.</summary>
    public string? Fault { get; private set; }

    public void Take(LoadLine line, LineOutcome outcome)
    {
        if (outcome.Result is LineResult.NotTaken or LineResult.Refused)
        {
            Write(line, $"{outcome.Code}: {outcome.Detail}", outcome.IsRecordedRefusal ? line.ToTryAgain() : line.Text);
        }
    }

    /// <summary>Takes lines whose outcome is not known: with their keys they can be sent again without a second effect.</summary>
    public void Take(IEnumerable<LoadLine> unanswered)
    {
        foreach (var line in unanswered)
        {
            Write(line, "no answer: it may have been carried out", line.Text);
        }
    }

    public void Dispose()
    {
        foreach (var file in _files.Values)
        {
            file.Dispose();
        }
    }

    private void Write(LoadLine line, string why, string text)
    {
        lock (_gate)
        {
            if (Fault is not null)
            {
                return;
            }

            try
            {
                WriterOf(line.File.Name).WriteLine($"{LoadFile.Comment} {line.File.Name}:{line.Number} {why.ReplaceLineEndings(" ")}\n{text}");
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                Fault = fault.Message;
            }
        }
    }

    private StreamWriter WriterOf(string name)
    {
        if (!_files.TryGetValue(name, out var file))
        {
            Folder ??= CreateFolder();
            // Each line goes out at once: also what a run that is killed has refused is there.
            _files.Add(name, file = new(Path.Combine(Folder, name)) { AutoFlush = true });
        }

        return file;
    }

    private string CreateFolder()
    {
        for (var i = 1; ; i++)
        {
            var path = i == 1 ? wanted : $"{wanted}-{i}";
            if (!Directory.Exists(path))
            {
                return Directory.CreateDirectory(path).FullName;
            }
        }
    }
}
