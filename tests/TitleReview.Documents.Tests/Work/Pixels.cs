using System.Diagnostics;
using TitleReview.App.Tests.Documents;

namespace TitleReview.Documents.Tests.Work;

/// <summary>The pixels of a picture, three bytes each, decoded outside the product's own operations.</summary>
public static class Pixels
{
    private const string Script = """
        import sharp from 'sharp';
        const bytes = [];
        for await (const part of process.stdin) bytes.push(part);
        process.stdout.write(await sharp(Buffer.concat(bytes)).removeAlpha().toColourspace('srgb').raw().toBuffer());
        """;

    public static async Task<byte[]> Of(byte[] picture)
    {
        using var node = Process.Start(new ProcessStartInfo("node", ["--input-type=module", "-e", Script])
        {
            WorkingDirectory = Printing.WorkerFolder, RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false,
        })!;
        var reading = Task.Run(async () =>
        {
            using var pixels = new MemoryStream();
            await node.StandardOutput.BaseStream.CopyToAsync(pixels);
            return pixels.ToArray();
        });
        await node.StandardInput.BaseStream.WriteAsync(picture);
        node.StandardInput.Close();
        return await reading;
    }
}
