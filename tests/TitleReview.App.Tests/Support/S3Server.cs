using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using TitleReview.App.Storage.Files;

namespace TitleReview.App.Tests.Support;

/// <summary>A local S3 server (s3rver from npm, put there by tools/install tests) over a folder of its own.</summary>
public sealed class S3Server : IDisposable
{
    private const string Program = """
        const { port, directory } = JSON.parse(process.argv[1]);
        new (require('s3rver'))({ port, address: '127.0.0.1', directory, silent: true, configureBuckets: [...Array(100).keys()].map(n => ({ name: `bucket${n}` })) })
          .run().then(() => console.log('up'));
        """;

    private readonly TempFolder _folder = new();
    private readonly Process _process;
    private readonly string _address;
    private int _bucket;

    public S3Server()
    {
        var port = FreePort();
        var modules = Path.Combine(TitleReview.Tests.Support.Repository.Root, ".tools", "s3", "node_modules");
        Assert.True(Directory.Exists(Path.Combine(modules, "s3rver")), "s3rver is missing: run tools/install tests.");
        _process = Process.Start(new ProcessStartInfo("node", ["-e", Program, $$"""{"port":{{port}},"directory":"{{_folder.Path}}"}"""])
        {
            RedirectStandardOutput = true,
            Environment = { ["NODE_PATH"] = modules, ["NODE_NO_WARNINGS"] = "1" },
        })!;
        Assert.Equal("up", _process.StandardOutput.ReadLine());
        _address = $"http://127.0.0.1:{port}";
    }

    /// <summary>An empty bucket, for one test alone.</summary>
    internal S3Settings NewBucket() => new(_address, $"bucket{_bucket++}", "S3RVER", "S3RVER");

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
