"""Worker processes: engines that run as children of the core, spoken to in frames over two dedicated pipes.

    core process                                   worker process
    backend.WorkerBackend   one engine instance    child.run_worker     entry; makes the process a quiet child
    process.WorkerProcess   spawn, frames, death   host.WorkerHost      reader thread and the thread of the engine
                                                   a WorkerEngine       load, start, step, count_tokens, unload

`protocol` says what travels. The worker side imports neither asyncio nor anything of the core, so that it starts light.
"""
