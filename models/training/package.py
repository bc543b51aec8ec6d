"""Writes the folder of the embedded model: graph, tokenizer, configuration, problems, reference, manifest."""

import hashlib
import json
import os

import checkpoint as checkpoints
import export_onnx
import problem_sets
import reference
import vocabulary

def config(shape, tokenizer):
    return {"architectures": ["Qwen2ForCausalLM"], "model_type": "qwen2", "hidden_act": "silu",
            "hidden_size": shape.hidden, "intermediate_size": shape.mlp, "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads, "num_key_value_heads": shape.kv_heads, "head_dim": shape.head_dim,
            "vocab_size": shape.vocab_size, "max_position_embeddings": shape.context, "rope_theta": shape.theta,
            "rms_norm_eps": shape.epsilon, "tie_word_embeddings": True, "attention_bias": False,
            "use_sliding_window": False, "attention_dropout": 0.0, "initializer_range": 0.05,
            "torch_dtype": "float32", "bos_token_id": None, "eos_token_id": tokenizer.added["<|im_end|>"],
            "pad_token_id": tokenizer.added["<|endoftext|>"]}


def generation(tokenizer):
    return {"do_sample": True, "temperature": 0.6, "top_p": 0.95, "max_new_tokens": 512,
            "eos_token_id": [tokenizer.added["<|im_end|>"], tokenizer.added["<|endoftext|>"]],
            "pad_token_id": tokenizer.added["<|endoftext|>"]}


def as_json(data):
    return (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode()


def as_lines(items):
    return "".join(json.dumps(i, ensure_ascii=False) + "\n" for i in items).encode()


def files(path):
    model, tokenizer, state = checkpoints.load(path)
    weights = {name: tensor.numpy() for name, tensor in model.state_dict().items()}
    contents = {
        "onnx/model_q4.onnx": export_onnx.build(weights, model.shape, model.cos.numpy(), model.sin.numpy()),
        "tokenizer.json": (json.dumps(tokenizer.spec, ensure_ascii=False) + "\n").encode(),
        "tokenizer_config.json": as_json(vocabulary.config(tokenizer.spec)),
        "config.json": as_json(config(model.shape, tokenizer)),
        "generation_config.json": as_json(generation(tokenizer)),
        "examples.json": as_json(problem_sets.examples()),
        "reference.json": as_json(reference.make(checkpoints.Shipped(model), tokenizer)),
    }
    contents |= {path: as_lines(items) for path, items in problem_sets.task_files().items()}
    return contents, model, state


def write_manifest(out, training):
    """Size and hash of everything in the folder but the model card and the manifest itself."""
    listed = []
    for folder, _, names in os.walk(out):
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), out).replace(os.sep, "/")
            if path not in ("manifest.json", "README.md"):
                with open(os.path.join(folder, name), "rb") as file:
                    data = file.read()
                listed.append({"path": path, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()})
    manifest = {"files": sorted(listed, key=lambda entry: entry["path"]), "training": training}
    with open(os.path.join(out, "manifest.json"), "wb") as file:
        file.write(as_json(manifest))


def add_to_manifest(out):
    """Lists files that were written after the export, with the training record kept."""
    with open(os.path.join(out, "manifest.json"), encoding="utf-8") as file:
        write_manifest(out, json.load(file)["training"])


def write(path, out):
    contents, model, state = files(path)
    for name, data in contents.items():
        target = os.path.join(out, name)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as file:
            file.write(data)
    training = {"seed": state["seed"], "steps": state["step"], "answer_tokens": state["tokens"],
                "seconds": round(state["seconds"]), "loss": round(state["loss"], 4),
                "parameters": sum(p.numel() for p in model.parameters())}
    write_manifest(out, training)
    print(f"wrote {len(contents) + 1} files to {os.path.normpath(out)}; "
          f"model {len(contents['onnx/model_q4.onnx']) / 1e6:.2f} MB, vocabulary {model.shape.vocab_size}")
